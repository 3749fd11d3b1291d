import { describe, expect, test } from 'vitest';
import { frameworkReport, readFramework } from '../../src/evaluate/frameworks.ts';
import { frameworksIn } from '../../src/evaluate/rule-folder.ts';
import { frameworkSentence } from '../../src/report/framework.ts';
import { allRules, scanFile } from '../examples.ts';
import { rule } from '../report/run.ts';
import { complaint } from './toy-rules.ts';

const lists = frameworksIn('rules').map(([name, text]) => readFramework(name, text));
const named = (name: string) => lists.find((list) => list.name === name) ?? { name };

describe('the committed control lists', () => {
  test('belong to frameworks that rules name, and repeat no control', () => {
    const used = new Set(allRules().flatMap(({ info }) => Object.keys(info.controls)));
    expect(lists.length).toBeGreaterThan(8);
    for (const { name, controls } of lists) {
      expect(used).toContain(name);
      expect([...new Set(controls)], name).toEqual(controls);
    }
  });

  test('hold every control of CIS that a rule names', () => {
    for (const { info } of allRules())
      for (const [name, ids] of Object.entries(info.controls)) {
        const list = lists.find((one) => one.name === name && name.startsWith('cis-'));
        if (list) expect(list.controls, `${info.id}: ${name}`).toEqual(expect.arrayContaining([...ids]));
      }
  });

  test('are refused where they are none', () => {
    expect(complaint(() => readFramework('x', { file: 'frameworks/x.yaml', text: 'title: X\n' }))).toContain(
      "frameworks/x.yaml:1:1: 'source'",
    );
  });
});

describe('a run by a framework', () => {
  const rules = [
    rule('a', { controls: { f: ['1.2', '1.1'] } }),
    rule('b', { controls: { f: ['1.1'] } }),
    rule('c', { controls: { g: ['9'] } }),
  ];
  const counts = new Map([
    ['a', { fail: 0, unknown: 1, pass: 1, suppressed: 0 }],
    ['b', { fail: 1, unknown: 0, pass: 0, suppressed: 1 }],
    ['c', { fail: 1, unknown: 0, pass: 0, suppressed: 0 }],
  ]);

  test('says of each control what its rules say, in the order of the list, and what is not assessed', () => {
    const list = { name: 'f', title: 'F', source: 'https://example.com/', controls: ['1.1', '1.2', '2'] };
    const report = frameworkReport(list, rules, counts);
    expect(report).toEqual({
      name: 'f',
      title: 'F',
      source: 'https://example.com/',
      controls: [
        { id: '1.1', rules: ['a', 'b'], fail: 1, unknown: 1, pass: 1, suppressed: 1 },
        { id: '1.2', rules: ['a'], fail: 0, unknown: 1, pass: 1, suppressed: 0 },
      ],
      notAssessed: ['2'],
    });
    expect(frameworkSentence(report)).toBe(
      '2 controls assessed: 1 fail, 1 unknown, 0 pass, 0 with nothing to judge. 1 control of the framework is not assessed.',
    );
  });

  test('says that no list is available where none is', () => {
    const report = frameworkReport({ name: 'f' }, rules, new Map());
    expect(report).not.toHaveProperty('notAssessed');
    expect(frameworkSentence(report)).toContain('2 with nothing to judge. No list of this framework’s controls');
  });

  test('of the recorded account adds up', async () => {
    const { run } = await scanFile('fixtures/acme.ndjson', 'all', { framework: named('cis-aws-3.0') });
    const [encryption] = run.framework?.controls.filter(({ id }) => id === '2.2.1') ?? [];
    expect(encryption?.rules).toContain('ebs-default-encryption-enabled');
    expect(encryption?.fail).toBeGreaterThan(0);
    expect(run.framework?.notAssessed).toContain('1.1');
  });
});
