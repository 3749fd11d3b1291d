import { type Action, actionsOf, carries, includes } from '../actions.ts';
import { fillCondition, holds, isNegated } from '../condition.ts';
import { matches } from '../glob.ts';
import { dependsOnAction } from '../keys.ts';
import type { Condition, Policy, Statement } from '../policy.ts';
import { fill, keysIn, type Lookup } from '../template.ts';
import type { Facts } from './facts.ts';
import type { Remaining } from './types.ts';

/** `open` = it depends on what the request brings. */
export type Truth = 'yes' | 'no' | 'open';

/** Whether a statement speaks of an action on the key, and which of its conditions are still open. */
export interface Applied {
  readonly truth: Truth;
  readonly open: readonly Condition[];
}

export interface Question {
  /** Lower-case, with its prefix. */
  readonly action: string;
  readonly resource: string;
  readonly facts: Facts;
  /** Account of whoever asks; "" where it is not known. */
  readonly account: string;
}

const NO: Applied = { truth: 'no', open: [] };

/** Everything of a statement but its Principal. */
export function apply(statement: Statement, { variables }: Policy, question: Question): Applied {
  const { resources, conditions, effect } = statement;
  const { action, resource } = question;
  if (!includes(statement.actions, action)) return NO;
  const about = resourceOf(resources, resource, variables, question);
  if (about === 'no') return NO;
  const open: Condition[] = [];
  for (const condition of conditions) {
    const truth = decide(condition, variables, question, effect);
    if (truth === 'no') return NO;
    if (truth === 'open') open.push(condition);
  }
  return { truth: open.length > 0 || about === 'open' ? 'open' : 'yes', open };
}

function resourceOf(
  resources: Statement['resources'],
  resource: string,
  variables: boolean,
  question: Question,
): Truth {
  if (!resources) return 'no';
  const lookup = variables ? lookupOf(question) : undefined;
  const found = resources.patterns.map((pattern): Truth => {
    if (variables && isOpen(pattern, question)) return 'open';
    const tokens = fill(pattern, true, lookup);
    return tokens !== undefined && matches(tokens, resource) ? 'yes' : 'no';
  });
  if (found.includes('yes')) return resources.negated ? 'no' : 'yes';
  if (found.includes('open')) return 'open';
  return resources.negated ? 'yes' : 'no';
}

const lookupOf =
  ({ facts }: Question): Lookup =>
  (key) =>
    facts(key)?.value;

const isOpen = (value: string, { facts }: Question): boolean =>
  keysIn(value).some((key) => {
    const fact = facts(key);
    return fact === undefined || fact.likely === true;
  });

const kmsActions = new Map<string, Action>();

function carried(action: string, key: string): boolean {
  if (kmsActions.size === 0) for (const one of actionsOf('kms')) kmsActions.set(one.name, one);
  const known = kmsActions.get(action);
  return known === undefined || !dependsOnAction(key, 'kms') || carries(known, key);
}

function decide(condition: Condition, variables: boolean, question: Question, effect: Statement['effect']): Truth {
  const { key, values } = condition;
  const fact = carried(question.action, key) ? question.facts(key) : { value: undefined };
  if (variables && values.some((value) => isOpen(value, question))) return 'open';
  if (fact === undefined) return elsewhere(condition, question) ? 'no' : 'open';
  const met = holds(fillCondition(condition, variables ? lookupOf(question) : undefined), fact.value);
  if (fact.likely) return met && effect === 'Allow' ? 'yes' : 'open';
  if (namesSession(condition, fact.value)) return 'open';
  return met ? 'yes' : 'no';
}

/**
 * Whether a condition names accounts, and the caller's is not among them. Every account that is named is asked about by
 * itself, so for `everyone` (account "") the answer is yes.
 */
function elsewhere({ key, operator, values, ifExists, quantifier }: Condition, { account }: Question): boolean {
  if (isNegated(operator) || operator === 'null' || ifExists || quantifier !== '') return false;
  const named = ACCOUNT_IN[key];
  return named !== undefined && values.every((value) => isAccount(named(value)) && named(value) !== account);
}

const ACCOUNT_IN: Readonly<Record<string, (value: string) => string>> = {
  'aws:principalarn': (value) => value.split(':')[4] ?? '',
  'aws:principalaccount': (value) => value,
  'kms:calleraccount': (value) => value,
};

/** Accounts that the conditions of a statement name. */
export const accountsIn = (conditions: readonly Condition[]): string[] =>
  conditions.flatMap(({ key, values }) => values.map((value) => ACCOUNT_IN[key]?.(value) ?? '').filter(isAccount));

const isAccount = (text: string): boolean => /^\d{12}$/.test(text);

/** aws:userid of a role ends in the session's name, which nobody knows beforehand. */
const namesSession = ({ key, values }: Condition, value: unknown): boolean => {
  if (key !== 'aws:userid' || typeof value !== 'string' || !value.includes(':')) return false;
  const role = value.slice(0, value.indexOf(':') + 1);
  return values.some((wanted) => wanted.startsWith(role) && wanted !== `${role}*`);
};

const WORDS =
  /string|numeric|date|binary|arn|bool|null|not(?=ip)|ip(?=address)|address|not|equals|ignore|case|like|less|greater|than/g;

/** `stringnotequals` as AWS writes it. */
function operatorName({ operator, quantifier, ifExists }: Condition): string {
  const name = operator.replaceAll(WORDS, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  const prefix = quantifier === 'all' ? 'ForAllValues:' : quantifier === 'any' ? 'ForAnyValue:' : '';
  return `${prefix}${name}${ifExists ? 'IfExists' : ''}`;
}

export const remainingOf = (of: string, statement: string, conditions: readonly Condition[]): Remaining[] =>
  conditions.map((condition) => ({
    of,
    statement,
    operator: operatorName(condition),
    key: condition.name,
    values: condition.values,
  }));
