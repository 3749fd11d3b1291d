import { glob } from '../glob.ts';
import type { Path } from './types.ts';

/** Resources of a type in a region that are sealed under the key. */
interface Sealed {
  readonly type: string;
  readonly region: string;
  count: number;
}

/** There may be a million of them, and each who can decrypt is asked about each kind. */
export function sealedIn(resources: readonly Omit<Sealed, 'count'>[]): readonly Sealed[] {
  const kinds = new Map<string, Sealed>();
  for (const { type, region } of resources) {
    const kind = kinds.get(`${type} ${region}`) ?? { type, region, count: 0 };
    kind.count++;
    kinds.set(`${type} ${region}`, kind);
  }
  return [...kinds.values()];
}

/** How many resources of a type a principal could read through the key, given permission for them. */
export interface Readable {
  readonly type: string;
  readonly count: number;
}

/** The service that KMS sees calling; where the type's own name is not it. */
const CALLERS: Readonly<Record<string, string>> = { cloudtrail: 's3', backup: 'backup' };

/** What principals with these paths could read; a path that must come through a service opens only what that one seals. */
export function readableBy(paths: readonly Path[], sealed: readonly Sealed[]): Readable[] {
  const counts = new Map<string, number>();
  for (const one of sealed) {
    if (paths.some((path) => opens(path, one))) counts.set(one.type, (counts.get(one.type) ?? 0) + one.count);
  }
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
function opens({ conditions }: Path, { type, region }: Sealed): boolean {
  const service = type.split('.')[1] ?? '';
  const caller = `${CALLERS[service] ?? service}.${region}.amazonaws.com`;
  return conditions
    .filter(({ key, operator }) => key.toLowerCase() === 'kms:viaservice' && /^String(Equals|Like)$/.test(operator))
    .every(({ values }) => values.some((value) => glob(value, caller)));
}
