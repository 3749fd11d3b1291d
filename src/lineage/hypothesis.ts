import { InputError } from '../model/input-error.ts';
import { isListing, type Observation, type SnapshotRecord, type SnapshotSource } from '../model/snapshot.ts';
import { withoutPrincipal } from './principal.ts';

/** What might be done to a key. */
export type Hypothesis =
  | { readonly change: 'disable' }
  | { readonly change: 'delete' }
  /** Its policy no longer names the principal in any Allow, and grants to it are revoked; IAM policies stay. */
  | { readonly change: 'remove-principal'; readonly principal: string };

const REMOVE = 'remove-principal=';

/** `disable`, `delete` or `remove-principal=ARN`. Throws an InputError. */
export function parseHypothesis(text: string): Hypothesis {
  if (text === 'disable' || text === 'delete') return { change: text };
  const principal = text.startsWith(REMOVE) ? text.slice(REMOVE.length) : '';
  if (principal !== '') return { change: 'remove-principal', principal };
  throw new InputError(`--what-if takes disable, delete or ${REMOVE}ARN, not '${text}'`);
}

/**
 * The snapshot as it would be recorded if something were done to one key: its state is `Disabled`, or key and aliases are
 * not there, or policy and grants lack a principal. Nothing else changes.
 * @throws InputError where the key is AWS's, or the answer that would change was not read
 */
export function supposing(source: SnapshotSource, key: Observation, hypothesis: Hypothesis): SnapshotSource {
  const change = changeOf(key, hypothesis);
  return {
    header: source.header,
    async *records(wanted) {
      for await (const record of source.records(wanted)) {
        const changed = change(record);
        if (changed) yield changed;
      }
    },
  };
}

type Change = (record: SnapshotRecord) => SnapshotRecord | undefined;

function changeOf(key: Observation, hypothesis: Hypothesis): Change {
  if (hypothesis.change === 'delete') return deleting(key);
  const changed = hypothesis.change === 'disable' ? disabled(key) : withoutPrincipal(key, hypothesis.principal);
  return (record) => (isListing(record) || record.type !== key.type || record.id !== key.id ? record : changed);
}

function disabled(key: Observation): Observation {
  const metadata = key.answers['metadata'];
  if (!metadata || !('ok' in metadata))
    throw new InputError('the state of the key was not read, so nobody can say what a change of it does');
  return {
    ...key,
    answers: { ...key.answers, metadata: { ok: { ...(metadata.ok as object), KeyState: 'Disabled' } } },
  };
}

/** Aliases go with their key: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
function deleting(key: Observation): Change {
  const id = key.id.slice(key.id.lastIndexOf('/') + 1);
  return (record) => {
    if (isListing(record)) return record;
    const goes = record.type === key.type ? record.id === key.id : record.type === ALIAS && isAliasOf(record, key, id);
    return goes ? undefined : record;
  };
}

const ALIAS = 'aws.kms.alias';

function isAliasOf({ scope, answers: { item } }: Observation, key: Observation, id: string): boolean {
  if (scope.account !== key.scope.account || scope.region !== key.scope.region) return false;
  return item !== undefined && 'ok' in item && (item.ok as { readonly TargetKeyId?: string }).TargetKeyId === id;
}
