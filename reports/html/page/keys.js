import { blocksOf, shelf, unpack } from './blocks.js';
import { el, figure, id, table } from './dom.js';
import { resourceLink } from './marks.js';

const LINES = 1_000;

const EXPOSURES = {
  public: 'anyone',
  'other-accounts': 'other accounts',
  unknown: 'not known',
  'own-account': 'own account',
};

/** The keys of the report, or undefined where it was made without. */
export function openKeys() {
  const [block] = blocksOf('keys');
  if (!block) return undefined;
  const pages = shelf('key-pages');
  let list;
  const all = () => (list ??= unpack(block));
  return {
    all,
    /** A key's entry and page; undefined where the report has no such key. */
    async page(arn) {
      const { chunk, entries } = await all();
      const at = entries.findIndex((entry) => entry.arn === arn);
      if (at < 0) return undefined;
      return { ...entries[at], ...(await pages(Math.floor(at / chunk)))[at % chunk] };
    },
  };
}

const keyLink = (arn) => `#/key/${encodeURIComponent(arn)}`;

const HEADS = [
  { word: 'Key' },
  { word: 'Account' },
  { word: 'Region' },
  { word: 'Open to' },
  { word: 'Used by', class: 'num' },
  { word: 'Affects further', class: 'num' },
];

const lineOf = ({ arn, account, region, aliases, exposure, users, usersComplete, affected }) => [
  [
    el('a', { href: keyLink(arn) }, id(aliases[0] ?? arn.split(/[:/]/).at(-1))),
    aliases.length > 0 && el('span', { class: 'rule-id' }, id(arn.split(/[:/]/).at(-1))),
  ],
  el('span', { class: 'mono' }, id(account)),
  el('span', { class: 'mono' }, id(region)),
  el('span', { class: `exposure exposure-${exposure}` }, EXPOSURES[exposure] ?? exposure),
  `${figure(users)}${usersComplete ? '' : '+'}`,
  figure(affected),
];

/** Every key, those first on which most hangs. */
export async function keysView(keys) {
  const { entries } = await keys.all();
  return el(
    'section',
    { 'aria-labelledby': 'keys-title' },
    el('h2', { id: 'keys-title', tabindex: '-1' }, 'Keys'),
    el('p', { class: 'lead' }, 'Those first on which most hangs. Each leads to who can open it and what is under it.'),
    entries.length === 0
      ? el('p', {}, 'No KMS key was seen.')
      : table('Keys', HEADS, entries.slice(0, LINES).map(lineOf)),
    entries.length > LINES &&
      el('p', { class: 'more' }, `and ${figure(entries.length - LINES)} more: sealscan key list has them all`),
  );
}

const moreOf = ({ count, items }) =>
  count > items.length &&
  el('p', { class: 'more' }, `and ${figure(count - items.length)} more: sealscan key show has them all`);

function powerView({ name, holders }) {
  if (holders === null)
    return [el('h3', {}, `Who can ${name}`), el('p', {}, 'Nobody knows: the key policy was not read.')];
  return [
    el(
      'h3',
      {},
      `Who can ${name} `,
      el('span', { class: 'tally' }, holders.count === 0 ? 'nobody' : figure(holders.count)),
    ),
    el(
      'ul',
      { class: 'holders' },
      holders.items.map(({ kind, principal, ways }) =>
        el(
          'li',
          {},
          el('p', {}, el('span', { class: 'faint' }, kind), ' ', el('span', { class: 'mono name' }, id(principal))),
          ways.map((way) => el('p', { class: 'way' }, id(way))),
        ),
      ),
    ),
    moreOf(holders),
  ];
}

const DEPENDENTS = [
  { word: 'Resource' },
  { word: 'Type' },
  { word: 'Stops' },
  { word: 'If the key is disabled', class: 'wide' },
];

const dependentsView = (title, rows) =>
  rows.count > 0 && [
    el('h3', {}, `${title} `, el('span', { class: 'tally' }, figure(rows.count))),
    table(
      title,
      DEPENDENTS,
      rows.items.map(([arn, type, stops, effect]) => [
        el('a', { class: 'mono', href: resourceLink(arn) }, id(arn)),
        el('span', { class: 'mono' }, id(type)),
        stops,
        effect,
      ]),
    ),
    moreOf(rows),
  ];

/** As an image nothing in it can run, whatever it is made of. The tables below say the same in words. */
const pictureView = (picture, name) =>
  picture !== '' && [
    el('h3', {}, 'What hangs on it'),
    el(
      'div',
      { class: 'scroll picture', role: 'region', 'aria-label': 'Picture of what hangs on the key', tabindex: '0' },
      el('img', {
        src: `data:image/svg+xml,${encodeURIComponent(picture)}`,
        alt: `What hangs on ${name}; the lists below say it in words`,
      }),
    ),
  ];

/** One key with who can open it, what is under it, and a picture where it has one. */
export async function keyPage(keys, arn) {
  const key = await keys.page(arn);
  if (!key)
    return el(
      'section',
      {},
      el('h2', { tabindex: '-1' }, 'Key'),
      el('p', {}, 'This report has no key ', el('code', {}, id(arn)), '.'),
    );
  const name = key.aliases[0] ?? arn.split(/[:/]/).at(-1);
  return el(
    'section',
    { class: 'view-resource', 'aria-labelledby': 'key-title' },
    el('h2', { id: 'key-title', tabindex: '-1' }, id(name)),
    el('p', { class: 'arn' }, id(arn)),
    el('p', {}, el('a', { href: resourceLink(arn) }, 'Findings about this key')),
    el(
      'dl',
      { class: 'about' },
      key.facts.map(([fact, value]) => el('div', {}, el('dt', {}, fact), el('dd', {}, id(value)))),
      el('div', {}, el('dt', {}, 'open to'), el('dd', {}, EXPOSURES[key.exposure] ?? key.exposure)),
    ),
    key.notRead.length > 0 && [
      el('h3', {}, 'Not read'),
      el(
        'ul',
        { class: 'reasons' },
        key.notRead.map((text) => el('li', {}, text)),
      ),
    ],
    pictureView(key.picture, name),
    key.powers.map(powerView),
    dependentsView(`Used by${key.usersComplete ? '' : ', and perhaps others'}`, key.under),
    dependentsView('That affects', key.further),
  );
}
