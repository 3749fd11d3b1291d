import type { LinePlace } from '../model/run.ts';
import type { Repository } from './repository.ts';

/** Written by hand or by a pipeline: where this resource comes from. */
const SOURCE_TAG = 'sealscan:source';

/** `path#L12`, or `path:12` where the service takes no `#` in tags (IAM, KMS). */
const SOURCE = /^([^#:\\]{1,512})(?:#L|:)([1-9]\d{0,6})$/;

const isPlain = (segment: string): boolean => !['', '.', '..', '.git'].includes(segment) && !/\p{C}/u.test(segment);

/** The line that a resource's own tag names. Tags are anybody's text: only a line that the repository has is taken. */
export function placeInTag(tags: Readonly<Record<string, string>>, repository: Repository): LinePlace | undefined {
  const value = Object.hasOwn(tags, SOURCE_TAG) ? tags[SOURCE_TAG] : undefined;
  const [, path = '', line = ''] = SOURCE.exec(value ?? '') ?? [];
  return path.split('/').every(isPlain) ? repository.place(path, Number(line)) : undefined;
}
