import { SEVERITIES } from '../../../src/model/rule.ts';
import { el } from './dom.js';
import { SHAPES } from './store.js';

/** A severity by word and shape, so that colour is never alone. */
export const badge = (severity) =>
  el(
    'span',
    { class: `badge sev-${SEVERITIES[severity]}` },
    el('span', { class: 'shape', 'aria-hidden': 'true' }, SHAPES[severity]),
    ' ',
    SEVERITIES[severity],
  );

/** What became of a finding, in words. */
export const verdictMark = ({ verdict, isSuppressed }) =>
  el(
    'span',
    { class: `verdict verdict-${isSuppressed ? 'suppressed' : verdict}` },
    isSuppressed ? 'suppressed' : verdict,
  );

export const newMark = ({ isNew }) => isNew && el('span', { class: 'new' }, 'new');
export const placeText = ({ account, region }) => [account, region].filter(Boolean).join(' · ');
export const resourceLink = (arn) => `#/resource/${encodeURIComponent(arn)}`;
