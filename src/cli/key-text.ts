import type { Missing, Path, Reach, Remaining, Unless } from '../iam/reach/types.ts';
import { counted, shown, visible } from '../report/text.ts';
import type { DecryptReach, KeyIdentity, KeyReport, KeyUser } from './key-report.ts';

const IDS_SHOWN = 20;
const LIMIT = 300;

/** A key for a person to read. What an account wrote is shown with its hidden characters. */
export function keyText({ key, usedBy, usedByComplete, usedByMissing, access }: KeyReport): string {
  const { decrypt, administer, share, missing, deletedPrincipals } = access;
  return [
    ...identityLines(key),
    '',
    `Used by ${counted(usedBy.length, 'resource')}${usedByComplete ? '' : `, and perhaps others: ${usedByMissing?.operation} ${usedByMissing?.code}`}`,
    ...userLines(usedBy),
    '',
    ...section('Who can decrypt with it', decrypt, missing),
    ...section('Who can administer it', administer, missing),
    ...section('Who can pass it on by grants', share, missing),
    ...(deletedPrincipals.length > 0
      ? [`Deleted principals it still names: ${deletedPrincipals.map(visible).join(', ')}`, '']
      : []),
    ...(missing.length > 0 ? ['Not read', ...missing.map(missingLine), ''] : []),
  ]
    .map(visible) // whatever a line was made of, it stays one line
    .join('\n');
}

const line = (name: string, value: string): string => `  ${name.padEnd(13)} ${value}`;

function identityLines(key: KeyIdentity): string[] {
  const of = (field: keyof KeyIdentity): string => {
    const reason = key.unknown[field];
    return reason ? `not known (${reason.class}: ${reason.operation} ${reason.code})` : visible(String(key[field]));
  };
  const dated = (['nextRotationAt', 'createdAt', 'deletionDate', 'materialExpiresAt'] as const).filter(
    (field) => key[field] !== null,
  );
  return [
    visible(key.arn),
    line('aliases', key.aliases.map((alias) => shown(alias, LIMIT)).join(', ') || 'none'),
    ...(['state', 'manager', 'origin', 'spec', 'usage', 'multiRegion'] as const).map((field) => line(field, of(field))),
    ...(key.primaryKey === null ? [] : [line('primary', visible(key.primaryKey))]),
    line('rotation', rotationText(key, of)),
    ...dated.map((field) => line(field, visible(String(key[field])))),
  ];
}

function rotationText(
  { rotationEnabled, rotationPeriodDays }: KeyIdentity,
  of: (field: keyof KeyIdentity) => string,
): string {
  if (rotationEnabled === null) return of('rotationEnabled');
  if (!rotationEnabled) return 'off';
  return rotationPeriodDays === null ? 'on' : `on, every ${rotationPeriodDays} days`;
}

function userLines(users: readonly KeyUser[]): string[] {
  const types = new Map<string, KeyUser[]>();
  for (const user of users) types.set(user.type, [...(types.get(user.type) ?? []), user]);
  return [...types].flatMap(([type, members]) => [
    `  ${type}: ${members.length}`,
    ...members.slice(0, IDS_SHOWN).map(({ id }) => `    ${shown(id, LIMIT)}`),
    ...(members.length > IDS_SHOWN ? [`    … and ${members.length - IDS_SHOWN} more`] : []),
  ]);
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

function reachLines(reach: Reach | DecryptReach): string[] {
  const { kind, principal, paths, unless, notes } = reach;
  const reads = 'reads' in reach ? reach.reads : [];
  return [
    `  ${(KINDS[kind] ?? kind).padEnd(9)} ${shown(principal, LIMIT)}`,
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

const missingLine = ({ sentence, reason }: Missing): string =>
  `  ${sentence} (${reason.class}: ${reason.operation} ${shown(reason.code, 80)})`;
