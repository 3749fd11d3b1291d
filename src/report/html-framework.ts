import type { Run } from '../model/run.ts';
import { frameworkSentence, stateOf } from './framework.ts';
import { figure, shown } from './text.ts';

/** The controls of the framework that the run was for; nothing without one. */
export function frameworkView({ framework }: Run) {
  if (!framework) return { any: false };
  return {
    any: true,
    title: shown(framework.title ?? framework.name, 200),
    sentence: frameworkSentence(framework),
    controls: framework.controls.map((control) => ({
      id: shown(control.id, 80),
      state: stateOf(control),
      fail: figure(control.fail),
      unknown: figure(control.unknown),
      pass: figure(control.pass),
      rules: control.rules.join(', '),
    })),
    notAssessed: framework.notAssessed?.map((id) => shown(id, 80)).join(', ') ?? '',
  };
}
