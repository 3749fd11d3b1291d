import type { Graph } from '../graph/graph.ts';
import type { Reach } from '../iam/reach/types.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/input-error.ts';
import type { Mask } from '../model/mask.ts';
import type { KeyDependent, KeyHolder, KeyPage, Run } from '../model/run.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import type { FoundKey } from './find.ts';
import { type KeyRow, keyRows } from './list.ts';
import { keySvg } from './picture.ts';
import { type DecryptReach, type KeyQuestion, type KeyReport, keyReportOf } from './report.ts';
import { factsOf, kindWord, missingLine, wayLines } from './text.ts';
import type { Affected, KeyUser } from './users.ts';
import { worldOf } from './world.ts';

/** Keys that get a picture: those on which most hangs. */
const PICTURES = 50;

/** Every key of a snapshot, for reports that show keys; nothing is worked out before somebody reads them. */
export const keyPages =
  (source: SnapshotSource, context: Context, mask?: Mask) =>
  (graph: Graph): NonNullable<Run['keys']> =>
    async function* () {
      const { keys, rows, lineage, observed } = await ranked(source, context, graph);
      const found = new Map(keys.map((key) => [key.arn, key]));
      const { organizationId } = context;
      for (const [rank, row] of rows.entries()) {
        const key = found.get(row.key.arn) as FoundKey;
        const report = reportOn({ key, lineage, observed, organizationId });
        const told = mask ? mask.value(row) : row;
        yield typeof report === 'string'
          ? unreadable(told, report)
          : pageOf(told, mask ? mask.value(report) : report, rank < PICTURES);
      }
    };

/** What keys are ranked by is read from all of them: a shape that AWS never gives is then the snapshot's fault. */
async function ranked(source: SnapshotSource, context: Context, graph: Graph) {
  try {
    const world = await worldOf(source, context, graph);
    return { ...world, rows: keyRows(world.keys, world.lineage, 'blast-radius') };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new InputError(`an answer about keys has a shape that AWS never gives (${cause.message})`);
  }
}

/** An answer of a shape that AWS never gives spoils its own key only. @returns why there is no report */
function reportOn(question: KeyQuestion): KeyReport | string {
  try {
    return keyReportOf(question, []);
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

function pageOf({ exposure, users, usersComplete, affected }: KeyRow, report: KeyReport, isPictured: boolean): KeyPage {
  const { key, access } = report;
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
    under: dependentsOf(report.usedBy),
    further: dependentsOf(report.affected),
    ...(isPictured ? { picture: keySvg(report) } : {}),
  };
}

const holdersOf = (reaches: readonly (Reach | DecryptReach)[] | null): readonly KeyHolder[] | null =>
  reaches?.map((reach) => ({
    kind: kindWord(reach),
    principal: reach.principal,
    ways: wayLines(reach).map((line) => line.trim()),
  })) ?? null;

const dependentsOf = (rows: readonly (KeyUser | Affected)[]): readonly KeyDependent[] => [
  ...new Map(
    rows.map(({ id, type, stops, effectIfDisabled }) => [id, { id, type, stops, effectIfDisabled }] as const),
  ).values(),
];
