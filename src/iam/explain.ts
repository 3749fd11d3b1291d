import type { Answer, Question, Reason, Witness } from './check.ts';
import type { Lines } from './lines.ts';
import type { CheckContext } from './world.ts';

interface Source {
  readonly name: string;
  /** By Sid or `statement N`. */
  readonly lines: ReadonlyMap<string, Lines>;
}

const YES: Readonly<Record<Exclude<Question, 'crossAccount'>, string>> = {
  public: 'It is public: anybody with an AWS account, or anybody at all, gets in.',
  wildcardAdmin: 'Whoever is not named can administer it.',
  lockout: 'The account is locked out: none of its principals can replace the policy.',
  confusedDeputy: 'A service lets any of its customers in: the statement does not say for whom it may act.',
};

const NO: Readonly<Record<Exclude<Question, 'crossAccount'>, string>> = {
  public: 'It is not public.',
  wildcardAdmin: 'Only named principals and the account itself administer it.',
  lockout: 'The account can replace the policy.',
  confusedDeputy: 'No service lets foreign customers in.',
};

/** An answer for a person: one sentence a question, why, and a request that is allowed. */
export function policyText(answer: Answer, { kind, account }: CheckContext, source: Source): string {
  const lines = [`${source.name}: ${kind} policy of account ${account}`, ''];
  for (const question of ['public', 'crossAccount', 'wildcardAdmin', 'lockout', 'confusedDeputy'] as const) {
    if (question === 'lockout' && kind !== 'kms') continue;
    lines.push(sentenceFor(question, answer));
    for (const reason of answer.reasons.filter((one) => one.question === question))
      lines.push(...reasonLines(reason, source));
  }
  for (const { sid, condition, deny, together } of answer.closedBy) {
    const by = [condition, ...(deny === undefined ? [] : [`the Deny ${placed(deny, source)}`])].filter(
      (part) => part !== '',
    );
    lines.push(
      `${placed(sid, source)} names everyone and is closed ${together ? 'partly ' : ''}by ${by.join(' of ')}.`,
    );
  }
  for (const sentence of answer.invalid) lines.push(`Not understood: ${sentence}.`);
  return `${lines.join('\n')}\n`;
}

function sentenceFor(question: Question, answer: Answer): string {
  const value = answer[question];
  if (value === null) return `Whether it is so could not be decided: ${question}.`;
  if (question !== 'crossAccount') return value ? YES[question] : NO[question];
  const { crossAccount } = answer;
  return crossAccount?.length ? `Let in from outside: ${crossAccount.join(', ')}.` : 'No other account is let in.';
}

function reasonLines({ sids: [first = '', ...others], subject, witness }: Reason, source: Source): string[] {
  const who = subject === undefined ? '' : `${subject}: `;
  const also = others.length > 0 ? ` (and ${others.map((sid) => placed(sid, source)).join(', ')})` : '';
  if (first === '') return [];
  if (!witness) return [`  forbidden by ${placed(first, source)}${also}`];
  return [`  ${who}${placed(first, source)} allows it${also}; for example`, ...witnessLines(witness)];
}

const HIDDEN: ReadonlySet<string> = new Set([
  'aws:resourceaccount',
  's3:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
]);

function witnessLines({ principal, action, resource, context }: Witness): string[] {
  const keys = Object.entries(context)
    .filter(([key]) => !HIDDEN.has(key.toLowerCase()))
    .map(([key, value]) => `${key} = ${typeof value === 'string' ? value : value.join(', ')}`);
  return [`    ${principal} calls ${action} on ${resource}`, `    with ${keys.join('; ')}`];
}

/** A witness in one line, as findings show it. */
export const witnessText = (witness: Witness): string =>
  witnessLines(witness)
    .map((line) => line.trim())
    .join(' ');

function placed(label: string, { lines }: Source): string {
  const found = lines.get(label);
  const name = label.startsWith('statement ') ? label : `statement ${label}`;
  if (!found) return name;
  return found.from === found.to ? `${name} (line ${found.from})` : `${name} (lines ${found.from}-${found.to})`;
}
