import type { Reach } from '../iam/reach/types.ts';
import type { EgoNode } from '../report/ego-fold.ts';
import { egoGraphSvg } from '../report/ego-graph.ts';
import type { KeyIdentity } from './identity.ts';
import type { KeyView } from './report.ts';
import type { Affected, KeyUser } from './users.ts';

/** A key and what is around it, as a picture. */
export const keySvg = ({ key, dependsOn, usedBy, usedByComplete, affected, access }: KeyView): string =>
  egoGraphSvg({
    key: { id: key.arn, type: 'aws.kms.key', name: key.aliases[0] ?? key.id, note: noteOf(key), through: [] },
    dependsOn: dependsOn.map(({ id, type, via, state }) => ({
      id: `${via} ${id}`,
      type,
      name: id,
      note: state ?? 'state not known',
      through: [],
    })),
    access: access.decrypt?.map(readerOf) ?? [NOBODY_KNOWS],
    usedBy: onePerId(usedBy).map((user) => nodeOf(user, [])),
    affected: onePerId(affected).map((row) => nodeOf(row, row.through)),
    complete: usedByComplete,
  });

const readerOf = ({ principal, kind, paths }: Reach): EgoNode => ({
  id: `${kind} ${principal}`,
  type: kind,
  name: principal.startsWith('arn:') ? principal.split(':').slice(5).join(':') : principal,
  note: paths.some(({ grant }) => grant) ? 'by grant' : 'by policy',
  through: [],
});

const NOBODY_KNOWS: EgoNode = {
  id: 'access',
  type: 'key policy',
  name: 'who can decrypt is not known',
  note: 'not read',
  through: [],
};

const noteOf = ({ sight, state, origin }: KeyIdentity): string =>
  sight === 'seen' ? [state ?? 'state not known', origin ?? 'origin not known'].join(', ') : `not seen: ${sight}`;

const nodeOf = ({ id, type, name, stops }: KeyUser | Affected, through: readonly string[]): EgoNode => ({
  id,
  type,
  name,
  note: stops,
  through,
});

/** A resource with several links to the key is one box, with what it says of the first. */
const onePerId = <T extends { readonly id: string }>(rows: readonly T[]): readonly T[] =>
  [...new Map([...rows].reverse().map((row) => [row.id, row])).values()].reverse();
