import type { Difference, OpenChange } from '../lineage/difference.ts';
import { counted, shown, visible } from '../report/text.ts';

const SHOWN = 50;
const LIMIT = 200;

/** A difference for a person to read: what is lost comes first. */
export function differenceLines(difference: Difference): string[] {
  const { keys, unreadable, readable, affected, hands, custody, access, findings } = difference;
  const fell = custody.filter(({ change }) => change === 'fell');
  const lines = [
    ...part('Keys', keys, ({ arn, before, after }) => `${shown(arn, LIMIT)}: ${before} -> ${after}`),
    ...part('Cannot be opened any more', unreadable, openLine),
    ...part('Affected by that', affected, ({ id, type }) => `${type} ${shown(id, LIMIT)}`),
    ...part('Can be opened again', readable, openLine),
    ...part('Under another key', hands, ({ id, via, before, after }) =>
      shown(`${id} ${via}: ${before.join(', ')} -> ${after.join(', ')}`, 3 * LIMIT),
    ),
    ...part('Custody fell', fell, custodyLine),
    ...part(
      'Custody changed otherwise',
      custody.filter((change) => !fell.includes(change)),
      custodyLine,
    ),
    ...access.flatMap(({ key, power, gained, lost }) => [
      ...(gained === null ? [`Who can ${power} with ${shown(key, LIMIT)}: not known in one of them`, ''] : []),
      ...part(`Can ${power} now with ${shown(key, LIMIT)}`, gained ?? [], (who) => shown(who, LIMIT)),
      ...part(`Can ${power} no longer with ${shown(key, LIMIT)}`, lost ?? [], (who) => shown(who, LIMIT)),
    ]),
    ...part(
      'Findings',
      findings,
      ({ rule, resource, before, after }) => `${rule} ${shown(resource, LIMIT)}: ${before} -> ${after}`,
    ),
  ];
  return (lines.length === 0 ? ['Nothing differs.'] : lines).map(visible);
}

const openLine = ({ id, via, before, after, stops, effect }: OpenChange): string =>
  `${shown(id, LIMIT)} ${via}: ${before} -> ${after}${after === 'yes' ? '' : ` (${stops}) ${effect}`}`;

const custodyLine = ({ id, before, after }: Difference['custody'][number]): string =>
  `${shown(id, LIMIT)}: ${before} -> ${after}`;

function part<T>(title: string, items: readonly T[], text: (item: T) => string): string[] {
  if (items.length === 0) return [];
  return [
    `${title}: ${counted(items.length, 'entry', 'entries')}`,
    ...items.slice(0, SHOWN).map((item) => `  ${text(item)}`),
    ...(items.length > SHOWN ? [`  … and ${items.length - SHOWN} more`] : []),
    '',
  ];
}
