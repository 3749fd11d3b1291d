import { collectors } from '../collectors/registry.ts';
import { nameOf } from '../graph/resource.ts';
import { plainPolicies } from '../iam/reach/text.ts';
import { viewsOf } from '../model/answers.ts';
import type { Mask } from '../model/mask.ts';
import { DECIDING_WORDS } from '../model/secret-name.ts';
import { DEFAULT_SECRET_WORDS } from '../model/secret-words.ts';
import { isListing, type SnapshotRecord, type SnapshotSource } from '../model/snapshot.ts';
import { maskOf } from '../snapshot/mask.ts';
import { PLAIN_WORDS } from '../snapshot/plain-words.ts';
import { wordsOf } from '../snapshot/stand-in.ts';

/** What `--mask` puts in the place of ids and names: one mechanism for snapshots and for reports. */
export const maskFor = (source: SnapshotSource): Promise<Mask> =>
  maskOf(readable(source), { namesOf, keep: KEEP, vocabulary: VOCABULARY });

/** With policies as plain text: nobody finds a name in what is percent-encoded. */
const readable = ({ header, records }: SnapshotSource): SnapshotSource => ({
  header,
  async *records(wanted) {
    for await (const record of records(wanted)) yield plainPolicies(record);
  },
});

const enums = collectors.flatMap(({ fields }) =>
  Object.values(fields).flatMap(({ type }) => (type.kind === 'enum' ? type.values : [])),
);
const arnWords = collectors.flatMap(({ arn }) => wordsOf(arn.replaceAll(/\{\w+\}/g, '')));

const KEEP: ReadonlySet<string> = new Set(
  [...PLAIN_WORDS, ...DEFAULT_SECRET_WORDS.flatMap(wordsOf), ...DECIDING_WORDS, ...arnWords]
    .map((word) => word.toLowerCase())
    .flatMap((word) => [word, `${word}s`]),
);

/** Elements of the policy language: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const POLICY_WORDS =
  'Allow Deny Effect Action NotAction Resource NotResource Principal NotPrincipal Condition Statement Version Id Sid AWS Service Federated Null Bool'.split(
    ' ',
  );
const operations = collectors.flatMap(({ list, calls }) => [...(list ? [list] : []), ...calls]);
const VOCABULARY: ReadonlySet<string> = new Set([
  ...enums,
  ...POLICY_WORDS,
  ...operations.map(({ permission }) => permission.split(':')[1] ?? permission),
]);

const views = new Map(collectors.map((collector) => [collector.type, { collector, view: viewsOf(collector) }]));

/** What people chose: the name of a resource, its tags' values and its descriptions. */
function namesOf(record: SnapshotRecord): readonly string[] {
  const known = isListing(record) ? undefined : views.get(record.type);
  if (isListing(record) || !known) return [];
  const names = [nameOf(known.collector, known.view(record.answers), record.id), ...chosen(record.answers)];
  return names.filter((name) => !name.startsWith('arn:'));
}

const CHOSEN = new Set(['PolicyName', 'GroupList', 'Value', 'TagValue', 'Description', 'Name', 'CustomKeyStoreName']);

/** Strings under members that hold free text, at any depth. */
function chosen(value: unknown, member = ''): string[] {
  if (typeof value === 'string') return CHOSEN.has(member) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => chosen(item, member));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => chosen(inner, name));
}
