import { copyButton, el, id } from './dom.js';
import { badge } from './marks.js';
import { linkTo } from './query.js';

const paragraphs = (text) => text.split(/\n\s*\n/).filter((part) => part.trim() !== '');

const controlLink = (framework, control) =>
  el('a', { href: linkTo({ show: 'all', framework: [framework], control: [control] }) }, control);

/** How to mend what a rule finds, each way with a button to copy it. */
export const fixesOf = ({ fixes }) =>
  fixes.map(([name, text]) =>
    el(
      'figure',
      { class: 'fix' },
      el('figcaption', {}, name),
      el('pre', { class: 'code', tabindex: '0' }, text),
      copyButton(name, text),
    ),
  );

const fact = (name, ...values) => el('div', {}, el('dt', {}, name), el('dd', {}, values));

const joined = (nodes) => nodes.flatMap((node, n) => (n > 0 ? [', ', node] : [node]));

const link = (url) => el('a', { href: url, rel: 'noopener noreferrer' }, id(url));

/** All that is known of a rule. */
export const ruleCard = (rule) =>
  el(
    'article',
    { class: 'card', 'aria-label': 'The rule' },
    el('p', { class: 'card-head' }, badge(rule.severity), ' ', el('span', { class: 'rule-id' }, id(rule.id))),
    el('h3', {}, rule.title),
    paragraphs(rule.rationale).map((text) => el('p', { class: 'prose' }, text)),
    el(
      'details',
      { class: 'quiet' },
      el('summary', {}, 'How to mend it'),
      el('div', { class: 'fixes' }, fixesOf(rule)),
    ),
    el(
      'dl',
      { class: 'about' },
      fact('Applies to', id(rule.type)),
      fact('Category', rule.category),
      rule.controls.map(([framework, ids]) =>
        fact(framework, joined(ids.map((control) => controlLink(framework, control)))),
      ),
      rule.references.length > 0 && fact('Read more', joined(rule.references.map(link))),
    ),
  );
