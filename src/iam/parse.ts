import { Unobserved } from '../model/reason.ts';
import { parseConditions } from './parse-conditions.ts';
import { type Patterns, type Policy, type PolicyKind, type Principals, readingCall, type Statement } from './policy.ts';
import { type Elements, elementsOf, Malformed, textList } from './shapes.ts';

/** AWS takes 32 KB for a key policy and 20 KB for a bucket policy: this is far beyond any real one. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 32;

/** What AWS would not take as a policy. `effect` is the statement's, where that much can be read. */
export interface Problem {
  readonly sentence: string;
  readonly effect?: 'Allow' | 'Deny';
}

/** The statements that can be read, and what is wrong with the others. */
export interface PolicyReading {
  readonly policy: Policy;
  readonly problems: readonly Problem[];
}

/**
 * Reads a policy as AWS returns it. What is not a policy throws `Unobserved` (failed, MalformedPolicy): nobody knows what
 * it allows, so every fact about it is unknown.
 */
export function parsePolicy(text: string, kind: PolicyKind): Policy {
  const { policy, problems } = rememberedReading(text, kind);
  if (problems.length === 0) return policy;
  throw new Unobserved({ class: 'failed', operation: readingCall(kind), code: 'MalformedPolicy' });
}

const CAP = 200;
const MAX_KEPT = 32_768;
const readings = new Map<string, PolicyReading>();

/**
 * A dozen fields ask about one policy, and many resources share one text: the latest are kept, but for texts that AWS would not
 * take. One for each kind, since what is found out about a policy is kept with it and hangs on what it is attached to.
 */
function rememberedReading(text: string, kind: PolicyKind): PolicyReading {
  const key = `${kind} ${text}`;
  const known = readings.get(key);
  if (known) return known;
  const reading = readPolicy(text);
  if (text.length > MAX_KEPT) return reading;
  if (readings.size >= CAP) readings.delete(readings.keys().next().value as string);
  readings.set(key, reading);
  return reading;
}

/** Reads a policy given as JSON text or as the object itself; never throws. */
export function readPolicy(given: unknown): PolicyReading {
  try {
    const elements = elementsOf(typeof given === 'string' ? jsonOf(given) : given, 'the policy');
    const found = elements('statement');
    if (found === undefined) throw new Malformed('the policy has no Statement');
    const read = (Array.isArray(found) ? found : [found]).map(readStatement);
    return {
      policy: {
        variables: elements('version') === '2012-10-17',
        statements: read.filter((one): one is Statement => !('sentence' in one)),
      },
      problems: read.filter((one): one is Problem => 'sentence' in one),
    };
  } catch (cause) {
    return { policy: { variables: false, statements: [] }, problems: [{ sentence: sentenceOf(cause) }] };
  }
}

function jsonOf(text: string): unknown {
  if (text.length > MAX_LENGTH) throw new Malformed('the policy is larger than 1 MiB');
  if (depthOf(text) > MAX_DEPTH) throw new Malformed(`the policy is nested deeper than ${MAX_DEPTH}`);
  return JSON.parse(text) as unknown;
}

function sentenceOf(cause: unknown): string {
  if (cause instanceof Malformed) return cause.message;
  if (cause instanceof SyntaxError) return 'the policy is not JSON';
  throw cause;
}

/** Deepest nesting of the text, without parsing it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '{' || character === '[')) deepest = Math.max(deepest, ++depth);
    else if (!quoted && (character === '}' || character === ']')) depth--;
  }
  return deepest;
}

function readStatement(value: unknown, index: number): Statement | Problem {
  let effect: unknown;
  let label = `statement ${index + 1}`;
  try {
    const element = elementsOf(value, 'the statement');
    effect = element('effect');
    const sid = element('sid');
    if (typeof sid === 'string' && sid !== '') label = sid;
    return parseStatement(element, index, label);
  } catch (cause) {
    const sentence = `${label}: ${sentenceOf(cause)}`;
    return effect === 'Allow' || effect === 'Deny' ? { sentence, effect } : { sentence };
  }
}

function parseStatement(element: Elements, index: number, label: string): Statement {
  const effect = element('effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw new Malformed('its Effect is neither Allow nor Deny');
  const actions = patternsOf(element, 'Action');
  if (!actions) throw new Malformed('it has no Action');
  const principals = principalsOf(element);
  const resources = patternsOf(element, 'Resource');
  return {
    index,
    label,
    effect,
    actions: { ...actions, patterns: actions.patterns.map((pattern) => pattern.toLowerCase()) },
    conditions: parseConditions(element('condition')),
    ...(principals ? { principals } : {}),
    ...(resources ? { resources } : {}),
  };
}

/** The element or its negation; both at once is no policy. */
function either(element: Elements, name: string): { value: unknown; negated: boolean } | undefined {
  const plain = element(name.toLowerCase());
  const not = element(`not${name.toLowerCase()}`);
  if (plain !== undefined && not !== undefined) throw new Malformed(`it has both ${name} and Not${name}`);
  if (plain === undefined && not === undefined) return undefined;
  return { value: plain ?? not, negated: plain === undefined };
}

function patternsOf(element: Elements, name: string): Patterns | undefined {
  const found = either(element, name);
  return found && { patterns: textList(found.value, name), negated: found.negated };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function principalsOf(element: Elements): Principals | undefined {
  const found = either(element, 'Principal');
  if (!found) return undefined;
  const { value, negated } = found;
  if (value === '*') return { negated, everyone: true, aws: [], services: [], federated: [], canonical: [] };
  const typed = elementsOf(value, 'Principal');
  const of = (type: string): string[] =>
    typed(type) === undefined ? [] : textList(typed(type), `Principal ${type.toUpperCase()}`);
  const aws = of('aws');
  return {
    negated,
    everyone: aws.includes('*') || of('*').includes('*'),
    aws: aws.filter((principal) => principal !== '*'),
    services: of('service'),
    federated: of('federated'),
    canonical: of('canonicaluser'),
  };
}
