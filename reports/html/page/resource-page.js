import { isProof, isRequest } from '../../../src/report/proof.ts';
import { copyButton, counted, el, figure, id } from './dom.js';
import { findingId } from './finding-id.js';
import { badge, newMark, placeText, verdictMark } from './marks.js';
import { linkTo } from './query.js';
import { fixesOf } from './rule-card.js';
import { arnOf, detailsOf, findingOf, severityOf, verdictOf } from './store.js';
import { suppressionOf, untilOf } from './suppression.js';

/** Findings shown on one page. */
const MOST = 200;

/** Numbers of the findings about an ARN, failing ones first and worst first. */
function findingsOf(store, arn) {
  const { size } = store.resources;
  const wanted = new Uint8Array(size);
  for (let n = 0; n < size; n++) if (arn.endsWith(store.resources.tail[n]) && arnOf(store, n) === arn) wanted[n] = 1;
  const found = [];
  for (let at = 0; at < store.size; at++) if (wanted[store.resource[at]] === 1) found.push(at);
  const weight = (at) => verdictOf(store.state[at]) * 8 + severityOf(store.state[at]);
  return found.sort((a, b) => weight(a) - weight(b) || a - b);
}

const pairs = (list) => list.map(([name, value]) => el('div', {}, el('dt', {}, id(name)), el('dd', {}, value)));

/** Statements and a witness prove who gets in: they stand apart from the other facts. */
function proofOf(evidence) {
  const proof = evidence.filter(([path]) => isProof(path));
  if (proof.length === 0) return [];
  return [
    el('h4', {}, 'Proof'),
    el(
      'dl',
      { class: 'evidence proof' },
      proof.map(([path, value]) =>
        el(
          'div',
          {},
          el('dt', {}, isRequest(path) ? 'A request that is allowed ' : 'Statements ', el('code', {}, path)),
          el('dd', {}, value),
        ),
      ),
    ),
  ];
}

async function findingView(store, finding) {
  const { rule, severity, part, message, verdict } = finding;
  const { evidence, reasons, suppression, code } = await detailsOf(store, finding.at);
  const facts = evidence.filter(([path]) => !isProof(path));
  return el(
    'article',
    { class: 'card' },
    el('p', { class: 'card-head' }, badge(severity), ' ', verdictMark(finding), ' ', newMark(finding)),
    el(
      'h3',
      {},
      el('a', { href: linkTo({ rule: [rule.id], show: 'all' }) }, rule.title),
      ' ',
      el('span', { class: 'rule-id' }, id(rule.id)),
    ),
    part !== '' && el('p', { class: 'mono' }, id(part)),
    el('p', { class: 'prose' }, id(message)),
    suppression.length > 0 &&
      el(
        'p',
        { class: 'accepted' },
        `Accepted by `,
        el('code', {}, suppression[0]),
        ` until ${suppression[2]}: `,
        suppression[1],
      ),
    code !== '' && el('p', {}, 'Made by ', el('code', {}, id(code))),
    reasons.length > 0 && [
      el('h4', {}, 'Why it is not known'),
      el(
        'ul',
        { class: 'reasons' },
        reasons.map((text) => el('li', {}, text)),
      ),
    ],
    proofOf(evidence),
    facts.length > 0 && [el('h4', {}, 'Evidence'), el('dl', { class: 'evidence' }, pairs(facts))],
    rule.fixes.length > 0 &&
      el(
        'details',
        { class: 'quiet', open: verdict === 'fail' && !finding.isSuppressed },
        el('summary', {}, 'How to mend it'),
        el('div', { class: 'fixes' }, fixesOf(rule)),
      ),
    !finding.isSuppressed && suppressionView(finding, await findingId(finding), store.book.takenAt),
  );
}

function suppressionView(finding, fullId, takenAt) {
  const text = suppressionOf(finding, fullId, takenAt);
  const command =
    fullId && `sealscan suppressions add ${fullId.slice(0, 16)} --reason "…" --expires ${untilOf(takenAt)}`;
  return el(
    'details',
    { class: 'quiet' },
    el('summary', {}, 'Accept it instead'),
    text === undefined
      ? el('p', {}, 'Its name is longer than this page shows, or masked: take the finding’s id from report.json.')
      : [
          el(
            'p',
            {},
            'An entry for ',
            el('code', {}, 'sealscan.suppressions.yaml'),
            ', to be completed with a reason:',
          ),
          el('pre', { class: 'code entry', tabindex: '0' }, text),
          copyButton('entry', text),
        ],
    command && [
      el('p', {}, 'Or by a command:'),
      el('pre', { class: 'code command', tabindex: '0' }, command),
      copyButton('command', command),
    ],
    fullId !== undefined && el('p', { class: 'mono finding-id' }, 'id ', fullId),
  );
}

/** What is fine needs a line each. */
const passedView = (findings) =>
  findings.length > 0 && [
    el('h3', {}, counted(findings.length, 'rule passes', 'rules pass')),
    el(
      'ul',
      { class: 'passed' },
      findings.map(({ rule, severity, part }) =>
        el(
          'li',
          {},
          badge(severity),
          el(
            'span',
            {},
            el('a', { href: linkTo({ rule: [rule.id], show: 'all' }) }, rule.title),
            ' ',
            el('span', { class: 'rule-id' }, id(part === '' ? rule.id : `${rule.id} ${part}`)),
          ),
        ),
      ),
    ),
  ];

const nothingAbout = (arn) =>
  el(
    'section',
    {},
    el('h2', { tabindex: '-1' }, 'Resource'),
    el('p', {}, 'This report has no finding about ', el('code', {}, id(arn)), '.'),
  );

/** One resource with everything that was found about it. */
export async function resourcePage(store, arn, hasKeys) {
  const all = findingsOf(store, arn).map((at) => findingOf(store, at));
  const [first] = all;
  if (!first) return nothingAbout(arn);
  const { resource } = first;
  const open = all.filter(({ verdict }) => verdict !== 'pass');
  const { tags } = await detailsOf(store, first.at);
  return el(
    'section',
    { class: 'view-resource', 'aria-labelledby': 'resource-title' },
    el('h2', { id: 'resource-title', tabindex: '-1' }, id(resource.name)),
    el('p', { class: 'arn' }, id(arn)),
    el('p', { class: 'where' }, `${resource.type} · ${placeText(resource)}`),
    hasKeys &&
      resource.type === 'aws.kms.key' &&
      el('p', {}, el('a', { href: `#/key/${encodeURIComponent(arn)}` }, 'Who can open this key, and what is under it')),
    tags.length > 0 && [el('h3', {}, 'Tags'), el('dl', { class: 'evidence tags' }, pairs(tags))],
    open.length > 0 && el('h3', {}, counted(open.length, 'finding')),
    await Promise.all(open.slice(0, MOST).map((finding) => findingView(store, finding))),
    open.length > MOST && el('p', { class: 'more' }, `and ${figure(open.length - MOST)} more in report.json`),
    passedView(all.filter(({ verdict }) => verdict === 'pass').slice(0, MOST)),
  );
}
