// docs/growth.svg from docs/growth.json, where bench:growth and bench:accounts keep their figures: cost against size, both as logarithms, so
// that what grows as the account does is a line of slope 1.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (name) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

/** y grows with x to this power: the slope of the line that fits their logarithms best. */
export function exponentOf(points) {
  const logs = points.map((pair) => pair.map(Math.log));
  const mean = (index) => logs.reduce((sum, pair) => sum + pair[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (product) => logs.reduce((all, pair) => all + product(pair[0] - x, pair[1] - y), 0);
  return sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
}

const PANEL = { left: 62, top: 44, width: 330, height: 260 };
const STEP = 440;
const COLOURS = { cpu: '#0b62a8', rss: '#b3470b', floor: '#2a7a3a', calls: '#5a5a5a' };

const PANELS = [
  {
    part: 'resources',
    title: 'A scan from a file, by resources',
    series: { cpu: 'CPU s', rss: 'peak MB', floor: 'floor: JSON.parse, CPU s' },
  },
  { part: 'accounts', title: 'A live scan, by accounts', series: { calls: 'calls', cpu: 'CPU s', rss: 'peak MB' } },
];

const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;
const line = (x1, y1, x2, y2, colour) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${colour}"/>`;

/** Powers of ten around all values. */
function decades(values) {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9)) };
}

const figure = (power) => (power < 0 ? (10 ** power).toFixed(-power) : (10 ** power).toLocaleString('en'));

function panel({ part, title, series }, rows, index) {
  const { left: inner, top, width, height } = PANEL;
  const left = inner + index * STEP;
  const names = Object.keys(series);
  const x = decades(rows.map(({ size }) => size));
  const y = decades(rows.flatMap((row) => names.map((name) => row[name])));
  const across = (value) => left + (width * (Math.log10(value) - x.from)) / (x.to - x.from);
  const up = (value) => top + height - (height * (Math.log10(value) - y.from)) / (y.to - y.from);
  const parts = [text(left, top - 20, title, 'font-weight="bold"')];
  for (let power = x.from; power <= x.to; power++) {
    const place = across(10 ** power);
    parts.push(line(place, top, place, top + height, '#ddd'));
    parts.push(text(place, top + height + 16, figure(power), 'text-anchor="middle"'));
  }
  for (let power = y.from; power <= y.to; power++) {
    const place = up(10 ** power);
    parts.push(line(left, place, left + width, place, '#ddd'));
    parts.push(text(left - 6, place + 4, figure(power), 'text-anchor="end"'));
  }
  parts.push(text(left + width / 2, top + height + 34, part, 'text-anchor="middle"'));
  for (const [number, name] of names.entries()) {
    const colour = COLOURS[name];
    const points = rows.map((row) => [across(row.size), up(row[name])]);
    parts.push(
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map((pair) => pair.map((one) => one.toFixed(1)).join(',')).join(' ')}"/>`,
    );
    for (const [cx, cy] of points)
      parts.push(`<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3" fill="${colour}"/>`);
    const last = exponentOf(rows.slice(-2).map((row) => [row.size, row[name]])).toFixed(2);
    const words = `${series[name]} (at the end, size to the power of ${last})`;
    parts.push(text(left, top + height + 56 + 16 * number, words, `fill="${colour}"`));
  }
  return parts.join('\n');
}

const plot = (
  figures,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * STEP} 420" font-family="sans-serif" font-size="12" role="img">
<title>Cost of a scan against the size of what is scanned, both as logarithms</title>
<rect width="100%" height="100%" fill="#fff"/>
${PANELS.map((one, index) => panel(one, figures[one.part], index)).join('\n')}
</svg>
`;

/** Keeps the figures of one part, rows with a `size` each, and draws anew. */
export function keepFigures(part, rows) {
  const known = existsSync(at('growth.json')) ? JSON.parse(readFileSync(at('growth.json'), 'utf8')) : {};
  const figures = { ...known, [part]: rows };
  writeFileSync(at('growth.json'), `${JSON.stringify(figures, null, 1)}\n`);
  if (PANELS.every((one) => figures[one.part])) writeFileSync(at('growth.svg'), plot(figures));
}
