import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { type Checked, digests, withChecked } from '../../src/evaluate/checked.ts';
import { loadRules } from '../../src/evaluate/rule.ts';
import type { RuleText } from '../../src/evaluate/rule-file.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const texts = readRuleFolder('rules').filter(({ service }) => service === 'efs');
const digest = digests();
const rules = loadRules(texts, registry);
const said = (id: string) => rules.find(({ info }) => info.id === id)?.yaml.value;
const checked = Object.fromEntries(texts.map((text) => [digest(text), said(text.id)])) as Checked;

const isSpared = (text: RuleText): boolean => withChecked([text], checked)[0]?.checked !== undefined;
const [first] = texts as [RuleText];

test('rules that the build checked are the same rules, with the same places', () => {
  const spared = loadRules(withChecked(texts, checked), registry);
  expect(withChecked(texts, checked).every(isSpared)).toBe(true);
  expect(spared.map(({ info }) => info)).toEqual(rules.map(({ info }) => info));
  for (const [index, rule] of spared.entries()) {
    expect(rule.code().paths).toEqual(rules[index]?.code().paths);
    expect(rule.yaml.place(['title'])).toEqual(rules[index]?.yaml.place(['title']));
  }
});

test('a rule that was edited since, or whose like was, is read anew', () => {
  const likes = new Map(
    [...(first.likes ?? [])].map(([name, { file, text }]) => [name, { file, text: `${text}# edited\n` }]),
  );
  expect(isSpared(first)).toBe(true);
  expect(isSpared({ ...first, text: `${first.text}# edited\n` })).toBe(false);
  expect(isSpared({ ...first, likes })).toBe(false);
  expect(isSpared({ ...first, id: 'other' })).toBe(false);
  const renamed = { ...first, text: first.text.replace(/^id: .*$/m, 'id: other') };
  expect(() => loadRules(withChecked([renamed], checked), registry)).toThrow(/the id must be the file's name/);
});
