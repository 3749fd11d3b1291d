import type { z } from 'zod';
import { InputError } from '../model/input-error.ts';
import { likeSchema, type RuleFile, ruleSchema, sharedSchema } from './rule-schema.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** A file of a rule folder as it was read. `file` is a path for messages. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** What several rules say alike, by name: `like/<name>.yaml`. */
export type Likes = ReadonlyMap<string, FileText>;

export interface RuleText extends FileText {
  readonly service: string;
  readonly id: string;
  readonly likes?: Likes;
  /** What the text says, where it is known to be a valid rule: see checked.ts. */
  readonly checked?: RuleFile;
}

type Shared = z.infer<typeof sharedSchema>;
type Own = RuleFile | z.infer<typeof likeSchema>;

const saysLike = (plain: unknown): boolean => typeof plain === 'object' && plain !== null && 'like' in plain;

/** Reads a rule and, where it says `like`, the rest of it from there. Places point into the file that said the member. */
export function readRule(given: RuleText): YamlFile<RuleFile> {
  const { checked } = given;
  if (checked) return { value: checked, place: (path, within) => parseRule(given).place(path, within) };
  return parseRule(given);
}

const parsed = new WeakMap<RuleText, YamlFile<RuleFile>>();

function parseRule(given: RuleText): YamlFile<RuleFile> {
  const known = parsed.get(given) ?? parse(given);
  parsed.set(given, known);
  return known;
}

function parse({ text, file, likes }: RuleText): YamlFile<RuleFile> {
  const own = readYaml<Own>(text, file, (plain) => (saysLike(plain) ? likeSchema : ruleSchema));
  if (!('like' in own.value)) return own as YamlFile<RuleFile>;
  const { like, ...said } = own.value;
  const shared = likes?.get(like);
  if (!shared) throw new InputError(`no file like/${like}.yaml exists`, own.place(['like']));
  const base = sharedOf(shared);
  const value = { ...base.value, ...said };
  const missing = Object.keys(ruleSchema.shape).find((member) => isRequired(member) && !(member in value));
  if (missing !== undefined)
    throw new InputError(`'${missing}' is said neither here nor in ${shared.file}`, own.place(['like']));
  const place: YamlFile<RuleFile>['place'] = (path, within) =>
    (String(path[0]) in said ? own : base).place(path, within);
  return { value: value as RuleFile, place };
}

const isRequired = (member: string): boolean =>
  !ruleSchema.shape[member as keyof typeof ruleSchema.shape].safeParse(undefined).success;

const read = new WeakMap<FileText, YamlFile<Shared>>();

/** Read once, however many rules are like it. */
function sharedOf(shared: FileText): YamlFile<Shared> {
  const known = read.get(shared) ?? readYaml(shared.text, shared.file, sharedSchema);
  read.set(shared, known);
  return known;
}
