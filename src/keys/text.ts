import type { Missing, Path, Reach, Remaining, Unless } from '../iam/reach/types.ts';
import { STEP_NOTES, type Step } from '../lineage/chains.ts';
import { STOPS } from '../model/dependence.ts';
import { counted, shown, visible } from '../report/text.ts';
import type { KeyDependence } from './depends.ts';
import { differenceLines } from './difference-text.ts';
import type { KeyIdentity } from './identity.ts';
import type { DecryptReach, KeyReport, WhatIf } from './report.ts';
import type { Affected, KeyUser } from './users.ts';

const IDS_SHOWN = 20;
const LIMIT = 300;

/** A key for a person to read. What an account wrote is shown with its hidden characters. */
export function keyText({ key, dependsOn, usedBy, affected, copies, access, findings, ...report }: KeyReport): string {
  const { decrypt, administer, share, missing, deletedPrincipals } = access;
  const { usedByComplete, usedByMissing } = report;
  const used = new Set(usedBy.map(({ id }) => id)).size;
  return [
    ...identityLines(key),
    '',
    ...(dependsOn.length > 0 ? ['Depends on', ...dependsOn.flatMap(dependsLines), ''] : []),
    `Used by ${counted(used, 'resource')}${usedByComplete ? '' : `, and perhaps others: ${usedByMissing?.operation} ${usedByMissing?.code}`}`,
    ...userLines(usedBy),
    '',
    ...(affected.length > 0
      ? [
          `That affects ${counted(new Set(affected.map(({ id }) => id)).size, 'resource')} more`,
          ...userLines(affected),
          '',
        ]
      : []),
    ...effectLines([...usedBy, ...affected], key),
    ...(copies.length > 0 ? ['Copies', ...copies.flatMap((step) => stepLines(step, 1)), ''] : []),
    ...section('Who can decrypt with it', decrypt, missing),
    ...section('Who can administer it', administer, missing),
    ...section('Who can pass it on by grants', share, missing),
    ...(deletedPrincipals.length > 0
      ? [`Deleted principals it still names: ${deletedPrincipals.map(visible).join(', ')}`, '']
      : []),
    ...(findings.length > 0 ? [`Findings about it: ${findings.length}`, ...findings.map((id) => `  ${id}`), ''] : []),
    ...(missing.length > 0 ? ['Not read', ...missing.map(missingLine), ''] : []),
    ...(report.whatIf ? [...whatIfLines(report.whatIf), ''] : []),
  ]
    .map(visible) // whatever a line was made of, it stays one line
    .join('\n');
}

const SUPPOSED = {
  disable: () => 'is disabled',
  delete: () => 'is deleted',
  'remove-principal': (principal: string) => `no longer names ${shown(principal, LIMIT)}`,
} as const;

const whatIfLines = (whatIf: WhatIf): string[] => [
  `What if it ${SUPPOSED[whatIf.change]('principal' in whatIf ? whatIf.principal : '')}`,
  ...differenceLines(whatIf).map((text) => `  ${text}`),
];

const line = (name: string, value: string): string => `  ${name.padEnd(13)} ${value}`;

const identityLines = (key: KeyIdentity): string[] => [
  visible(key.arn),
  ...factsOf(key).map(([name, value]) => line(name, value)),
];

/** What a key is, by names that people know. */
export function factsOf(key: KeyIdentity): (readonly [name: string, value: string])[] {
  if (key.sight !== 'seen') return [['not seen', `${key.sight}: the snapshot names this key and does not hold it`]];
  const of = (field: keyof KeyIdentity): string => {
    const reason = key.unknown[field];
    return reason ? `not known (${reason.class}: ${reason.operation} ${reason.code})` : visible(String(key[field]));
  };
  const dated = (['nextRotationAt', 'createdAt', 'deletionDate', 'materialExpiresAt'] as const).filter(
    (field) => key[field] !== null,
  );
  return [
    ['aliases', key.aliases.map((alias) => shown(alias, LIMIT)).join(', ') || 'none'],
    ...(['state', 'manager', 'origin', 'spec', 'usage', 'multiRegion'] as const).map(
      (name) => [name, of(name)] as const,
    ),
    ...(key.primaryKey === null ? [] : [['primary', visible(key.primaryKey)] as const]),
    ...(key.relatedKeys ?? []).map((arn) => ['related key', visible(arn)] as const),
    ['rotation', rotationText(key, of)],
    ...dated.map((name) => [name, visible(String(key[name]))] as const),
    ['last used', useText(key, of)],
    ['costs', costText(key)],
  ];
}

/** AWS tracks use from some day on: what was before it, nobody knows. */
function useText(
  { lastUsedAt, usageTrackedSince, unknown }: KeyIdentity,
  of: (field: keyof KeyIdentity) => string,
): string {
  if (unknown.lastUsedAt) return of('lastUsedAt');
  return `${lastUsedAt ?? 'never'}; AWS has kept track since ${usageTrackedSince ?? 'a day that is not known'}, of what was before it knows nothing`;
}

function costText({ monthlyCost }: KeyIdentity): string {
  if (monthlyCost === null) return 'not known';
  const { min, max } = monthlyCost;
  return `${min === max ? `$${min}` : `$${min} to $${max}, by how often it was rotated,`} a month, requests apart`;
}

function rotationText(
  { rotationEnabled, rotationPeriodDays }: KeyIdentity,
  of: (field: keyof KeyIdentity) => string,
): string {
  if (rotationEnabled === null) return of('rotationEnabled');
  if (!rotationEnabled) return 'off';
  return rotationPeriodDays === null ? 'on' : `on, every ${rotationPeriodDays} days`;
}

const dependsLines = ({ id, type, state, expiresAt, effect }: KeyDependence): string[] => [
  `  ${type} ${shown(id, LIMIT)}: ${state ?? 'state not known'}${expiresAt ? `, expires ${expiresAt}` : ''}`,
  `    ${effect}`,
];

/** A tree of copies by indentation, with what a person should know of each step. */
const stepLines = ({ id, type, account, keys, custody, sharedWith, notes, copies }: Step, depth: number): string[] => [
  `${'  '.repeat(depth)}${type} ${shown(id, LIMIT)} (${account})${custody === null ? '' : `: ${custody}`}${keys.length > 0 ? ` under ${keys.map((key) => shown(key, LIMIT)).join(', ')}` : ''}`,
  ...(sharedWith === null ? [] : sharedWith.map((who) => `${'  '.repeat(depth + 2)}shared with ${shown(who, LIMIT)}`)),
  ...notes.map((note) => `${'  '.repeat(depth + 2)}${STEP_NOTES[note]}`),
  ...copies.flatMap((copy) => stepLines(copy, depth + 1)),
];

type Row = KeyUser | Affected;

function userLines(rows: readonly Row[]): string[] {
  return [...groupedBy(rows, ({ type }) => type)].flatMap(([type, members]) => {
    const ids = [...new Set(members.map(({ id }) => id))];
    return [
      `  ${type}: ${ids.length}`,
      ...ids.slice(0, IDS_SHOWN).map((id) => `    ${shown(id, LIMIT)}`),
      ...(ids.length > IDS_SHOWN ? [`    … and ${ids.length - IDS_SHOWN} more`] : []),
    ];
  });
}

/** By type and link what stops and what is lost: what stops first comes first. */
function effectLines(rows: readonly Row[], { manager }: KeyIdentity): string[] {
  if (rows.length === 0) return [];
  const groups = [...groupedBy(rows, ({ type, via }) => `${type} by ${via}`)];
  const each = (text: (row: Row) => string): string[] =>
    STOPS.flatMap((stop) =>
      groups.flatMap(([name, members]) => {
        const [row] = members as [Row];
        return row.stops === stop ? [`  ${name} (${members.length})`, `    ${text(row)}`] : [];
      }),
    );
  return [
    ...(manager === 'aws' ? ['AWS manages this key: nobody in the account can disable or delete it.', ''] : []),
    'If it is disabled',
    ...each(({ stops, effectIfDisabled }) => `${stops}: ${effectIfDisabled}`),
    '',
    'If it is deleted',
    ...each(({ effectIfDeleted }) => effectIfDeleted),
    '',
  ];
}

function groupedBy<T>(rows: readonly T[], name: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(name(row));
    if (known) known.push(row);
    else groups.set(name(row), [row]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function section(
  title: string,
  reaches: readonly (Reach | DecryptReach)[] | null,
  missing: readonly Missing[],
): string[] {
  if (reaches === null) {
    const { sentence = '' } = missing.find(({ what }) => what === 'key-policy') ?? {};
    return [`${title}: not known; ${sentence}`, ''];
  }
  return [`${title}: ${reaches.length === 0 ? 'nobody' : reaches.length}`, ...reaches.flatMap(reachLines), ''];
}

const KINDS: Partial<Record<Reach['kind'], string>> = {
  'root-user': 'root user',
  'account-principals': 'all users and roles of account',
  everyone: 'everyone',
};

const reachLines = (reach: Reach | DecryptReach): string[] => [
  `  ${kindWord(reach).padEnd(9)} ${shown(reach.principal, LIMIT)}`,
  ...wayLines(reach),
];

export const kindWord = ({ kind }: Reach): string => KINDS[kind] ?? kind;

/** How somebody has a power over a key, and what limits it. */
export function wayLines(reach: Reach | DecryptReach): string[] {
  const { paths, unless, notes } = reach;
  const reads = 'reads' in reach ? reach.reads : [];
  return [
    ...paths.flatMap(pathLines),
    ...unless.map(unlessLine),
    ...notes.map((note) => `      note: ${shown(note, LIMIT)}`),
    ...(reads.length > 0 ? [`      could read ${reads.map(({ type, count }) => `${count} ${type}`).join(', ')}`] : []),
  ];
}

function pathLines({ keyPolicy, grant, identity, needs, actions, conditions }: Path): string[] {
  const parts = [
    ...(keyPolicy ? [`key policy '${shown(keyPolicy.statement, 80)}'`] : []),
    ...(grant ? [`grant ${shown(grant.id, 80)}${grant.name ? ` (${shown(grant.name, 80)})` : ''}`] : []),
    ...(identity
      ? [
          `policy '${shown(identity.policy, 140)}'${identity.group ? ` of group '${shown(identity.group, 140)}'` : ''}, '${shown(identity.statement, 80)}'`,
        ]
      : []),
    ...(needs ? ['an identity policy that was not seen'] : []),
  ];
  return [
    `      by ${parts.join(' and ')}: ${actions.join(', ')}`,
    ...conditions.map((one) => `        where ${conditionText(one)}`),
  ];
}

const conditionText = ({ key, operator, values }: Remaining): string =>
  shown(`${key} ${operator} ${values.join(', ')}`, LIMIT);

const unlessLine = ({ of, statement, conditions }: Unless): string =>
  `      unless ${shown(of, 160)} '${shown(statement, 80)}' denies it, where ${conditions.map(conditionText).join(' and ') || 'it applies'}`;

export const missingLine = ({ sentence, reason }: Missing): string =>
  `  ${sentence} (${reason.class}: ${reason.operation} ${shown(reason.code, 80)})`;
