import { z } from 'zod';
import type { ControlReport, Framework, FrameworkReport } from '../model/framework.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { FileText } from './rule-file.ts';
import type { Counts } from './settle.ts';
import { readYaml } from './yaml-file.ts';

const frameworkSchema = z.strictObject({
  title: z.string(),
  source: z.url({ protocol: /^https$/ }),
  controls: z.array(z.string()).min(1),
});

/** Reads `frameworks/<name>.yaml`. */
export const readFramework = (name: string, { text, file }: FileText): Framework => ({
  name,
  ...readYaml(text, file, frameworkSchema).value,
});

/**
 * What a run says about each control of a framework that its rules name, in the order of the control list.
 * @param framework its name, or its name with its list
 * @param counts of findings, by rule
 */
export function frameworkReport(
  framework: Pick<Framework, 'name'> | Framework,
  rules: readonly RuleInfo[],
  counts: ReadonlyMap<string, Counts>,
): FrameworkReport {
  const { name } = framework;
  const byControl = new Map<string, string[]>();
  for (const { id, controls } of rules)
    for (const control of controls[name] ?? []) byControl.set(control, [...(byControl.get(control) ?? []), id]);
  const listed = 'controls' in framework ? framework.controls : [];
  const order = [...listed.filter((id) => byControl.has(id)), ...unlisted(byControl, listed)];
  const controls = order.map((id) => controlReport(id, byControl.get(id) ?? [], counts));
  if (!('controls' in framework)) return { name, controls };
  const { title, source } = framework;
  return { name, title, source, controls, notAssessed: listed.filter((id) => !byControl.has(id)) };
}

/** Controls that a rule names and the list lacks: AWS numbers some that the list's source has not taken up. */
const unlisted = (byControl: ReadonlyMap<string, unknown>, listed: readonly string[]): string[] =>
  [...byControl.keys()].filter((id) => !listed.includes(id)).sort();

const NONE: Counts = { fail: 0, unknown: 0, pass: 0, suppressed: 0 };

const controlReport = (id: string, rules: readonly string[], counts: ReadonlyMap<string, Counts>): ControlReport => {
  const sum = (which: keyof Counts): number => rules.reduce((all, rule) => all + (counts.get(rule) ?? NONE)[which], 0);
  return { id, rules, fail: sum('fail'), unknown: sum('unknown'), pass: sum('pass'), suppressed: sum('suppressed') };
};
