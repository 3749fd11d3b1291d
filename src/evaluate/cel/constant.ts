import { Fault } from './fault.ts';
import type { Comparison } from './order.ts';
import { type Run, type Source, valueFrom } from './run.ts';

/** A comparison with a constant, as most are: a closure for each kind of it, since one that calls what compares takes longer. */
type WithConstant = (left: Source, is: never) => Run;

/** @param wanted tells an operator from its contrary, here and below */
const equal =
  (wanted: boolean): WithConstant =>
  ({ run, place }, is: unknown) =>
  (frame) => {
    const value = valueFrom(frame, run, place);
    return value instanceof Fault ? value : (value === is) === wanted;
  };

const atLeast =
  (wanted: boolean): WithConstant =>
  ({ run, place }, is: number) =>
  (frame) => {
    const value = valueFrom(frame, run, place);
    return value instanceof Fault ? value : (value as number) >= is === wanted;
  };

const above =
  (wanted: boolean): WithConstant =>
  ({ run, place }, is: number) =>
  (frame) => {
    const value = valueFrom(frame, run, place);
    return value instanceof Fault ? value : (value as number) > is === wanted;
  };

export const WITH_CONSTANT: Readonly<Record<Comparison | '!=', WithConstant>> = {
  '==': equal(true),
  '!=': equal(false),
  '>=': atLeast(true),
  '<': atLeast(false),
  '>': above(true),
  '<=': above(false),
};

export const amongConstants =
  ({ run, place }: Source, constants: ReadonlySet<unknown>): Run =>
  (frame) => {
    const value = valueFrom(frame, run, place);
    return value instanceof Fault ? value : constants.has(value);
  };
