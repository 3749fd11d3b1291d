import type { ControlReport, FrameworkReport } from '../model/framework.ts';
import { counted, figure } from './text.ts';

export type ControlState = 'fail' | 'unknown' | 'pass' | 'nothing to judge';

/** A control is as good as the worst finding of its rules; unknown is worse than pass. */
export function stateOf({ fail, unknown, pass, suppressed }: ControlReport): ControlState {
  if (fail > 0) return 'fail';
  if (unknown > 0) return 'unknown';
  return pass + suppressed > 0 ? 'pass' : 'nothing to judge';
}

/** What a run says about a framework as a whole, in a sentence or two. */
export function frameworkSentence({ controls, notAssessed }: FrameworkReport): string {
  const states = controls.map(stateOf);
  const many = (state: ControlState): string => figure(states.filter((one) => one === state).length);
  const judged = `${counted(controls.length, 'control')} assessed: ${many('fail')} fail, ${many('unknown')} unknown, ${many('pass')} pass, ${many('nothing to judge')} with nothing to judge.`;
  return notAssessed === undefined
    ? `${judged} No list of this framework’s controls is available, so what is not assessed cannot be said.`
    : `${judged} ${counted(notAssessed.length, 'control')} of the framework ${notAssessed.length === 1 ? 'is' : 'are'} not assessed.`;
}
