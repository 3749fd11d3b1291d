import type { Environment } from '@marcbachmann/cel-js';
import type { Collector } from '../../model/collector.ts';
import type { ParameterValue } from '../../model/rule.ts';
import { closureOf } from './closures.ts';
import { Fault } from './fault.ts';
import type { Frame } from './run.ts';
import { environmentFor, type TypedEnvironment } from './types.ts';
import type { CelClass, CelValue, Readable } from './values.ts';
import { type Complaint, walk } from './walk.ts';

/** A compiled expression: true, false, or a Fault where it hangs on what nobody saw or is broken. */
export interface Expression {
  readonly paths: readonly string[];
  run(subject: Subject): unknown;
  /** The same by the library alone. */
  reference(subject: Subject): unknown;
  /** Whether closures run it. */
  readonly isClosure: boolean;
}

/** A resource as expressions take it: made once, judged by many rules. */
export interface Subject extends Frame {
  /** As the library takes it: by the class that stands for its type in an environment. */
  cel(root: CelClass): { readonly resource: CelValue; readonly takenAt: Date };
}

export interface Compiler {
  /** Throws `ExpressionError` with all that is wrong. */
  compile(text: string, expected: 'bool' | 'any', parameters: Readonly<Record<string, ParameterValue>>): Expression;
}

/** A class since compiling throws it. */
export class ExpressionError extends Error {
  readonly complaints: readonly Complaint[];
  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(({ message }) => message).join('; '));
    this.complaints = complaints;
  }
}

/** Compiles expressions over one resource type. */
export function compilerFor(collector: Collector, collectors: ReadonlyMap<string, Collector>): Compiler {
  const typed = environmentFor(collector, collectors);
  return {
    compile: (text, expected, parameters) => compile(typed, collector.type, text, expected, parameters),
  };
}

/** What expressions over its type run on. @param takenAt milliseconds since 1970 */
export const subjectOf = (resource: Readable, takenAt: number): Subject => new ResourceSubject(resource, takenAt);

/** A class since one is made for every resource. */
class ResourceSubject implements Subject {
  readonly resource: Readable;
  readonly takenAt: number;
  readonly elements: unknown[] = [];
  readonly known: unknown[] = [];

  constructor(resource: Readable, takenAt: number) {
    this.resource = resource;
    this.takenAt = takenAt;
  }

  cel(root: CelClass): ReturnType<Subject['cel']> {
    return { resource: new root(this.resource), takenAt: new Date(this.takenAt) };
  }
}

function compile(
  typed: TypedEnvironment,
  rootShape: string,
  text: string,
  expected: 'bool' | 'any',
  parameters: Readonly<Record<string, ParameterValue>>,
): Expression {
  const { env, constants } = withParameters(typed.env, parameters);
  const whole = { start: 0, end: text.length };
  let parsed: ReturnType<Environment['parse']>;
  try {
    parsed = env.parse(text);
  } catch (cause) {
    throw new ExpressionError([complaintOf(cause, whole)]);
  }
  const { paths, complaints } = walk(parsed.ast, rootShape, typed.shapes);
  if (complaints.length > 0) throw new ExpressionError(complaints);
  const checked = parsed.check();
  if (!checked.valid) throw new ExpressionError([complaintOf(checked.error, whole)]);
  if (expected === 'bool' && checked.type !== 'bool') {
    throw new ExpressionError([{ ...whole, message: `it gives ${checked.type}; a rule needs true or false` }]);
  }
  const reference = (subject: Subject): unknown => {
    try {
      return parsed({ ...subject.cel(typed.root), ...constants });
    } catch (cause) {
      return Fault.from(cause);
    }
  };
  const closure = closureOf(parsed.ast, rootShape, typed.shapes, parameters);
  return { paths, run: closure ?? reference, reference, isClosure: closure !== undefined };
}

function complaintOf(cause: unknown, whole: { start: number; end: number }): Complaint {
  const error = cause as { summary?: string; message: string; range?: { start: number; end: number } };
  return { message: error.summary ?? error.message, ...(error.range ?? whole) };
}

const celParameter = (value: ParameterValue): unknown => (typeof value === 'number' ? BigInt(value) : value);

function typeOfParameter(value: ParameterValue): string {
  if (typeof value === 'number') return 'int';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'list<string>';
}

/** `parameters.x` is a typed constant of the rule. */
function withParameters(
  env: Environment,
  parameters: Readonly<Record<string, ParameterValue>>,
): { env: Environment; constants: Record<string, unknown> } {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return { env, constants: {} };
  class Parameters {}
  Object.assign(Parameters.prototype, Object.fromEntries(entries.map(([name, value]) => [name, celParameter(value)])));
  const inner = env.clone();
  inner.registerType('parameters', {
    ctor: Parameters,
    fields: Object.fromEntries(entries.map(([name, value]) => [name, typeOfParameter(value)])),
  });
  inner.registerVariable('parameters', 'parameters');
  return { env: inner, constants: { parameters: new Parameters() } };
}
