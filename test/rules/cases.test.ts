import { describe, expect, test } from 'vitest';
import { collectors } from '../../src/collectors/registry.ts';
import { missingVerdicts, runCases } from '../../src/evaluate/cases.ts';
import { loadRules } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
const texts = readRuleFolder('rules');

describe('every rule says of each of its cases what the case says', () => {
  test.each(texts.map((text) => [text.id, text] as const))('%s', (_id, text) => {
    const [rule] = loadRules([text], registry);
    if (!rule) throw new Error('no rule');
    expect(missingVerdicts(rule), 'verdicts without a case').toEqual([]);
    for (const result of runCases(rule, text, registry)) {
      expect({ case: result.index + 1, verdict: result.got, error: result.error }).toEqual({
        case: result.index + 1,
        verdict: result.wanted,
        error: undefined,
      });
    }
  });
});
