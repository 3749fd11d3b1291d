import { collectors } from '../collectors/registry.ts';
import type { Graph } from '../graph/graph.ts';
import { type Ties, tiesFrom } from '../graph/lineage.ts';
import type { Resource } from '../graph/resource.ts';
import { observe } from '../iam/reach/observed.ts';
import type { Reach } from '../iam/reach/types.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/input-error.ts';
import type { Mask } from '../model/mask.ts';
import type { KeyHolder, KeyPage, Run } from '../model/run.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { type FoundKey, keysIn } from './find.ts';
import { type KeyRow, keyRows } from './list.ts';
import { keySvg } from './picture.ts';
import { type DecryptReach, type KeyQuestion, type KeyView, keyViewOf } from './report.ts';
import { factsOf, kindWord, missingLine, wayLines } from './text.ts';
import { lastPerId } from './users.ts';

/** Keys that get a picture: those on which most hangs. */
const PICTURES = 50;

/** Every key of a snapshot, for reports that show keys. */
export interface KeyPages {
  /** Each resource of the graph, as it flows by: reading all of them again would cost as much as judging them. */
  see(resource: Resource): void;
  /** After the last of them; nothing is worked out before somebody reads these. */
  readonly pages: NonNullable<Run['keys']>;
}

export const keyPages =
  (source: SnapshotSource, context: Context, mask?: Mask) =>
  (graph: Graph): KeyPages => {
    const { add, ties } = tiesFrom(graph, collectors);
    return { see: add, pages: () => pagesOf(source, context, ties, mask) };
  };

async function* pagesOf(
  source: SnapshotSource,
  { organizationId }: Context,
  ties: Ties,
  mask: Mask | undefined,
): AsyncGenerator<KeyPage> {
  const { found, rows, observed } = await ranked(source, ties);
  for (const [rank, row] of rows.entries()) {
    const key = found.get(row.key.arn) as FoundKey;
    const view = viewOf({ key, ties, observed, organizationId });
    const told = mask ? mask.value(row) : row;
    yield typeof view === 'string'
      ? unreadable(told, view)
      : pageOf(told, mask ? mask.value(view) : view, rank < PICTURES);
  }
}

/** What keys are ranked by is read from all of them: a shape that AWS never gives is then the snapshot's fault. */
async function ranked(source: SnapshotSource, ties: Ties) {
  try {
    const observed = await observe(source);
    const keys = keysIn(observed, ties, source.header.scopes);
    const found = new Map(keys.map((key) => [key.arn, key]));
    return { found, observed, rows: keyRows(keys, ties, 'blast-radius') };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new InputError(`an answer about keys has a shape that AWS never gives (${cause.message})`);
  }
}

/** An answer of a shape that AWS never gives spoils its own key only. @returns why there is no view */
function viewOf(question: KeyQuestion): KeyView | string {
  try {
    return keyViewOf(question);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return `an answer about this key has a shape that AWS never gives (${cause.message})`;
  }
}

const POWERS = { decrypt: 'decrypt', administer: 'administer', share: 'pass it on by grants' } as const;

const unreadable = ({ key, exposure, users, usersComplete, affected }: KeyRow, why: string): KeyPage => ({
  ...{ arn: key.arn, account: key.account, region: key.region, aliases: key.aliases },
  ...{ facts: [], exposure, users, usersComplete, affected, notRead: [why], under: [], further: [] },
  powers: Object.values(POWERS).map((name) => ({ name, holders: null })),
});

function pageOf({ exposure, users, usersComplete, affected }: KeyRow, view: KeyView, isPictured: boolean): KeyPage {
  const { key, access } = view;
  return {
    arn: key.arn,
    account: key.account,
    region: key.region,
    aliases: key.aliases,
    facts: factsOf(key),
    ...{ exposure, users, usersComplete, affected },
    powers: [
      { name: POWERS.decrypt, holders: holdersOf(access.decrypt) },
      { name: POWERS.administer, holders: holdersOf(access.administer) },
      { name: POWERS.share, holders: holdersOf(access.share) },
    ],
    notRead: access.missing.map((missing) => missingLine(missing).trim()),
    under: lastPerId(view.usedBy),
    further: lastPerId(view.affected),
    ...(isPictured ? { picture: keySvg(view) } : {}),
  };
}

const holdersOf = (reaches: readonly (Reach | DecryptReach)[] | null): readonly KeyHolder[] | null =>
  reaches?.map((reach) => ({
    kind: kindWord(reach),
    principal: reach.principal,
    ways: wayLines(reach).map((line) => line.trim()),
  })) ?? null;
