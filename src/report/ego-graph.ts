import { byText } from '../model/order.ts';
import { type EgoBox, type EgoNode, fold } from './ego-fold.ts';
import { counted, shown } from './text.ts';

/** A key and what is around it. */
export interface EgoGraph {
  readonly key: EgoNode;
  readonly dependsOn: readonly EgoNode[];
  /** Who can decrypt, by policy and grants. */
  readonly access: readonly EgoNode[];
  readonly usedBy: readonly EgoNode[];
  readonly affected: readonly EgoNode[];
  /** False where others may use the key: the picture says so. */
  readonly complete: boolean;
}

/** More boxes than this nobody reads. */
const MAX_BOXES = 150;
const ROOM = { dependsOn: 9, access: 20 } as const;

const BOX = { width: 250, height: 40, gap: 10 } as const;
const COLUMN = 330;
const TOP = 70;
const LABEL = 34;

interface Placed extends EgoBox {
  readonly x: number;
  readonly y: number;
}

/**
 * Four columns as SVG: what the key depends on · the key and who can decrypt with it · what uses it · what that affects.
 * The same bytes for the same graph; every text is escaped, and what colour says is also said in words and by the border.
 */
export function egoGraphSvg(graph: EgoGraph): string {
  const { columns, shownAs } = layout(graph);
  const placed = columns.flatMap(({ boxes }) => boxes);
  const height = Math.max(...placed.map(({ y }) => y)) + BOX.height + 40;
  const width = COLUMN * columns.length;
  const boxes = new Map(placed.map((box) => [box.id, box]));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="title">${xml(`What hangs on the key ${graph.key.name}`, 300)}</title>`,
    `<desc id="desc">${xml(altText(graph), 4000)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...columns.map(
      ({ title }, index) =>
        `<text x="${30 + index * COLUMN}" y="40" font-weight="bold" font-size="14">${xml(title, 60)}</text>`,
    ),
    ...placed.flatMap((box) => linesInto(box, graph, boxes, shownAs)),
    ...placed.map(drawn),
    '</svg>',
  ].join('\n')}\n`;
}

/** The picture in words. */
export function altText({ key, dependsOn, access, usedBy, affected, complete }: EgoGraph): string {
  const types = (nodes: readonly EgoNode[]): string => {
    const counts = new Map<string, number>();
    for (const { type } of nodes) counts.set(type, (counts.get(type) ?? 0) + 1);
    return [...counts]
      .sort(([a], [b]) => byText(a, b))
      .map(([type, count]) => `${count} ${type}`)
      .join(', ');
  };
  const said = (what: string, nodes: readonly EgoNode[]): string =>
    `${what} ${nodes.length === 0 ? 'nothing' : types(nodes)}.`;
  return [
    `${key.name} (${key.note}).`,
    said('It depends on', dependsOn),
    `${counted(access.length, 'principal')} can decrypt with it.`,
    said('It is used by', usedBy),
    ...(complete ? [] : ['Others may use it that were not seen.']),
    said('That affects', affected),
  ].join(' ');
}

function layout({ key, dependsOn, access, usedBy, affected, complete }: EgoGraph) {
  const left = fold(dependsOn, ROOM.dependsOn);
  const who = fold(access, ROOM.access);
  const room = MAX_BOXES - 1 - left.boxes.length - who.boxes.length;
  const few = Math.min(affected.length, Math.max(room - usedBy.length, Math.floor(room / 2)));
  const right = fold(affected, few);
  const users = fold(usedBy, room - right.boxes.length);
  const columns = [
    { title: 'Depends on', boxes: stacked(left.boxes, 0) },
    { title: 'Key, and who can decrypt', boxes: stacked([{ ...key, count: 1 }, ...who.boxes], 1) },
    { title: `Used by ${usedBy.length}${complete ? '' : ', or more'}`, boxes: stacked(users.boxes, 2) },
    { title: `Affects ${affected.length}`, boxes: stacked(right.boxes, 3) },
  ];
  return { columns, shownAs: new Map([...users.shownAs, ...right.shownAs]) };
}

const stacked = (boxes: readonly EgoBox[], column: number): Placed[] =>
  boxes.map((box, row) => ({ ...box, x: 30 + column * COLUMN, y: TOP + row * (BOX.height + BOX.gap) }));

/** From what a box depends on to the box; who can decrypt stands by the key without a line. */
function linesInto(
  box: Placed,
  { key }: EgoGraph,
  boxes: ReadonlyMap<string, Placed>,
  shownAs: ReadonlyMap<string, string>,
): string[] {
  const home = boxes.get(key.id) as Placed;
  if (box.x === home.x) return [];
  if (box.x < home.x) return [curve(box, home)];
  const sources = box.through.length === 0 ? [key.id] : box.through.flatMap((id) => shownAs.get(id) ?? []);
  return [...new Set(sources)].flatMap((id) => boxes.get(id) ?? []).map((source) => curve(source, box));
}

function curve(from: Placed, to: Placed): string {
  const [x1, y1] = [from.x + BOX.width, from.y + BOX.height / 2];
  const same = from.x === to.x;
  const [x2, y2] = [same ? to.x + BOX.width : to.x, to.y + BOX.height / 2];
  const bend = 40;
  return `<path d="M${x1} ${y1} C${x1 + bend} ${y1} ${same ? x2 + bend : x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#8a94a3"/>`;
}

/** Fill and border by what is said in the note; the words say it too. */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/^at-once/, 'fill="#fde7e5" stroke="#a8211b" stroke-width="2"'],
  [/^(soon|not-documented)/, 'fill="#fdf1d8" stroke="#8a5a00" stroke-dasharray="6 2"'],
  [/^next-/, 'fill="#e9f0fb" stroke="#1f4f99" stroke-dasharray="2 2"'],
];
const PLAIN = 'fill="#f3f4f6" stroke="#4b5563"';

function drawn({ x, y, id, type, name, note, count }: Placed): string {
  const look = LOOKS.find(([pattern]) => pattern.test(note))?.[1] ?? PLAIN;
  const whole = count > 1 ? `${counted(count, 'resource')} of ${type}` : `${id} (${type})`;
  return [
    `<g><title>${xml(`${whole}${note === '' ? '' : `: ${note}`}`, 500)}</title>`,
    `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="4" ${look}/>`,
    `<text x="${x + 8}" y="${y + 16}">${xml(ends(name), LABEL + 20)}</text>`,
    `<text x="${x + 8}" y="${y + 32}" font-size="10" fill="#374151">${xml(ends(note === '' ? type : `${type} · ${note}`, 44), 64)}</text></g>`,
  ].join('');
}

/** Names of AWS differ at their ends. */
function ends(text: string, room = LABEL): string {
  const characters = [...text.slice(0, 2000)];
  if (characters.length <= room) return text;
  const tail = Math.ceil(room / 2);
  return `${characters.slice(0, room - tail - 1).join('')}…${characters.slice(-tail).join('')}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** XML has no place for these two, not even as entities: https://www.w3.org/TR/xml/#charsets */
const NO_XML = /[\ufffe\uffff]/g;

const xml = (text: string, limit: number): string =>
  shown(text, limit)
    .replace(NO_XML, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
