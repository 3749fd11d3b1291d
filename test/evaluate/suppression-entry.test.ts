import { expect, test } from 'vitest';
import { withSuppression } from '../../src/evaluate/suppression-entry.ts';
import { readSuppressions } from '../../src/evaluate/suppression-file.ts';
import { complaint } from './toy-rules.ts';

const added = {
  id: 'new',
  finding: 'f2',
  about: 'toy-rule on box 2',
  reason: 'agreed: "see" the # minutes',
  expires: '2026-12-31',
};
const lines = (indent: string): string =>
  [
    '# toy-rule on box 2',
    '- id: new',
    '  match:',
    '    findings:',
    '      - f2',
    `  reason: 'agreed: "see" the # minutes'`,
    '  expires: 2026-12-31',
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');

const OLD = '{ id: old, match: { rules: [a] }, reason: r, expires: 2026-12-31 }';

test.each([
  ['no file yet', undefined, `version: 1\nsuppressions:\n${lines('  ')}`],
  ['one entry', `version: 1\nsuppressions:\n  - ${OLD}\n`, `version: 1\nsuppressions:\n  - ${OLD}\n${lines('  ')}`],
  [
    'comments everywhere',
    `# head\nversion: 1 # one\nsuppressions: # all\n\n# first\n- ${OLD} # old\n\n# tail\n`,
    `# head\nversion: 1 # one\nsuppressions: # all\n\n# first\n- ${OLD} # old\n${lines('')}\n# tail\n`,
  ],
  [
    'no end of line',
    `version: 1\nsuppressions:\n    - ${OLD}`,
    `version: 1\nsuppressions:\n    - ${OLD}\n${lines('    ')}`,
  ],
  ['an empty list', 'version: 1\nsuppressions: [] # none\n', `version: 1\nsuppressions: # none\n${lines('  ')}`],
  [
    'a list before the version',
    `suppressions:\n  - ${OLD}\nversion: 1\n`,
    `suppressions:\n  - ${OLD}\n${lines('  ')}version: 1\n`,
  ],
])('an entry is added to %s, and the rest left as it was', (_, text, wanted) => {
  const grown = withSuppression(text, 's.yaml', added);
  expect(grown).toBe(wanted);
  expect(readSuppressions(grown, 's.yaml').at(-1)).toMatchObject({
    id: 'new',
    match: { findings: ['f2'] },
    reason: added.reason,
  });
});

test('an entry says whose it is, and where it was agreed', () => {
  const who = { ...added, owner: 'me', ticket: 'T-1' };
  expect(readSuppressions(withSuppression(undefined, 's.yaml', who), 's.yaml')).toMatchObject([
    { id: 'new', owner: 'me', ticket: 'T-1' },
  ]);
});

test.each([
  ['a list in one line', `version: 1\nsuppressions: [${OLD}]\n`, 'laid out so that nothing can be added'],
  [
    'an id that is taken',
    `version: 1\nsuppressions:\n  - ${OLD.replace('old', 'new')}\n`,
    "it has a suppression 'new' already",
  ],
  ['a broken file', 'version: 1\nsuppressions: 3\n', "s.yaml:2:15: 'suppressions'"],
])('%s is refused', (_, text, said) => {
  expect(complaint(() => withSuppression(text, 's.yaml', added))).toContain(said);
});
