import { type Answer, decode, encode } from './wire/answer.ts';
import { type Call, withInput } from './wire/call.ts';
import { Refused } from './wire/error.ts';
import type { Service } from './wire/models.ts';
import type { World } from './world.ts';

/** One difference between moto and AWS, and the answer that AWS would give. */
export interface Quirk {
  readonly name: string;
  /** What AWS does and moto does not, with the page of AWS that says so. */
  readonly why: string;
  readonly docs: string;
  matches(call: Call): boolean;
  answer(call: Call, context: Context): Promise<Answer>;
}

/** What a quirk may use: the book-keeping, the call itself, moto, and moto's KMS for key references. */
export interface Context {
  readonly world: World;
  readonly call: Call;
  /** The answer of the next quirk for this call, at last moto's. */
  next(changed?: Call): Promise<Answer>;
  /** Asks moto's KMS in the call's region (or another) and throws `Refused` for an error. */
  kms(operation: string, input: object, region?: string): Promise<Record<string, unknown>>;
}

export interface About {
  readonly name: string;
  readonly why: string;
  readonly docs: string;
  readonly service: Service;
  readonly operations: readonly string[];
}

/** An output without what the SDK adds after the wire. */
export type Plain<Output> = Omit<Output, '$metadata'>;
export type Form = Readonly<Record<string, string>>;

/** The quirk answers by itself: moto lacks the operation. */
export function instead<Input, Output extends object>(
  about: About,
  answer: (input: Input, context: Context) => Plain<Output> | Promise<Plain<Output>>,
): Quirk {
  return quirk(about, async (call, context) => encode(call, await answer(inputOf<Input>(call), context)));
}

/** The quirk corrects what moto answered with 200; moto's errors pass. */
export function after<Input, Output extends object>(
  about: About,
  change: (output: Plain<Output>, input: Input, context: Context) => Plain<Output> | Promise<Plain<Output>>,
): Quirk {
  return quirk(about, async (call, context) => {
    const said = await context.next();
    if (said.status >= 300) return said;
    return encode(call, await change(outputOf<Output>(call, said), inputOf<Input>(call), context));
  });
}

/** The quirk looks at the call before moto does: it may refuse it, note it down, or hand on another one. */
export function before<Input>(
  about: About,
  change: (input: Input, context: Context) => Call | undefined | Promise<Call | undefined>,
): Quirk {
  return quirk(about, async (call, context) => context.next((await change(inputOf<Input>(call), context)) ?? call));
}

function quirk(about: About, answer: Quirk['answer']): Quirk {
  const { name, why, docs, service, operations } = about;
  return {
    name,
    why,
    docs,
    matches: (call) => call.service === service && operations.includes(call.operation),
    answer,
  };
}

/** The wire cannot be checked by the compiler: the caller names the SDK's type of what it matched. */
function inputOf<Input>(call: Call): Input {
  return call.input as Input;
}

function outputOf<Output extends object>(call: Call, answer: Answer): Plain<Output> {
  return decode(call, answer) as Plain<Output>;
}

/** Ends the answer with an AWS error. */
export function refuse(code: string, message: string, status = 400): never {
  throw new Refused({ code, message, status });
}

/** Asks moto (through the quirks that follow) another operation of the call's service in the same Region. */
export async function ask<Output extends object>(
  { call, next }: Context,
  operation: string,
  input: object,
): Promise<Plain<Output>> {
  const target = String(call.headers['x-amz-target'] ?? '').replace(/[^.]*$/, operation);
  const headers = call.headers['x-amz-target'] ? { ...call.headers, 'x-amz-target': target } : call.headers;
  const asked = withInput({ ...call, operation, headers, input: {} }, { ...input });
  const answer = await next(asked);
  if (answer.status >= 300) throw new Error(`moto answered ${answer.status} to ${operation}: ${answer.body}`);
  return outputOf<Output>(asked, answer);
}
