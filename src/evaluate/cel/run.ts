import { Fault } from './fault.ts';
import type { Readable } from './values.ts';

/** What the closures of an expression run on. */
export interface Frame {
  readonly resource: Readable;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Elements that `all` and `exists` are at, by depth. */
  readonly elements: unknown[];
  /** What fields of the resource gave, by place: the rules of a type ask for the same ones. */
  readonly known: unknown[];
}

/** Gives a value, or a Fault. Times and durations are milliseconds. */
export type Run = (frame: Frame) => unknown;

/** A closure; of a field of the resource, with its place among what is known. */
export interface Source {
  readonly run: Run;
  readonly place?: number | undefined;
}

/** What a source gives: what is known is looked up, since to call the closure takes longer. */
export const valueFrom = (frame: Frame, run: Run, place: number | undefined): unknown =>
  place === undefined ? run(frame) : (frame.known[place] ?? run(frame));

/** Of one side, where it has a value. */
export const mapped =
  ({ run, place }: Source, make: (value: never) => unknown): Run =>
  (frame) => {
    const value = valueFrom(frame, run, place);
    return value instanceof Fault ? value : make(value as never);
  };

export type Decide = (left: never, right: never) => unknown;

/** Both sides in turn, and then what `decide` makes of them. */
export const both =
  ({ run: left, place: leftPlace }: Source, { run: right, place: rightPlace }: Source, decide: Decide): Run =>
  (frame) => {
    const a = valueFrom(frame, left, leftPlace);
    if (a instanceof Fault) return a;
    const b = valueFrom(frame, right, rightPlace);
    return b instanceof Fault ? b : decide(a as never, b as never);
  };
