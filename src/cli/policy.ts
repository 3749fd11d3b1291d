import { readFileSync } from 'node:fs';
import { readText } from '../evaluate/read-text.ts';
import { type Answer, checkPolicy } from '../iam/check.ts';
import { checkEntry, type Entry } from '../iam/entry.ts';
import { policyText } from '../iam/explain.ts';
import { statementLines } from '../iam/lines.ts';
import { readPolicy } from '../iam/parse.ts';
import { POLICY_KINDS, type TableKind } from '../iam/policy.ts';
import type { CheckContext } from '../iam/world.ts';
import { InputError } from '../model/input-error.ts';
import { visibleLines } from '../report/text.ts';
import { EXIT } from './exit.ts';
import { safeJson } from './safe-json.ts';
import type { Terminal } from './terminal.ts';

export interface PolicyFlags {
  readonly kind?: string;
  readonly account?: string;
  readonly org?: string;
  readonly trusted?: readonly string[];
  readonly resource?: string;
  readonly batch?: string;
  readonly at?: string;
  readonly format?: 'text' | 'json';
}

/** `policy check`: who a resource policy lets in, with a request that proves it. Reads files only. */
export async function policyCheckCommand(flags: PolicyFlags, terminal: Terminal, file?: string): Promise<number> {
  const at = timeOf(flags.at, terminal);
  if (flags.batch !== undefined) return batch(flags.batch, flags, at, terminal, file);
  if (file === undefined) throw new InputError('policy check takes a file, - for standard input, or --batch FILE');
  const context = contextOf(flags, at);
  const text = readInput(file);
  const place = nameOf(file);
  parseJson(text, place);
  const reading = readPolicy(text);
  const [problem] = reading.problems;
  if (problem && reading.policy.statements.length === 0 && problem.effect === undefined)
    throw new InputError(`it is no policy: ${problem.sentence}`, { file: place });
  const answer = checkPolicy(reading, context);
  await terminal.out(
    flags.format === 'json'
      ? safeJson(`${JSON.stringify(answer, null, 2)}\n`)
      : visibleLines(
          policyText(answer, context, { name: place, lines: linesByLabel(text, reading.policy.statements) }),
        ),
  );
  return exitCodeOf(answer);
}

/** Undecided is no clean bill. */
function exitCodeOf(answer: Answer): number {
  const { public: open, wildcardAdmin, lockout, confusedDeputy, undecided } = answer;
  if (open || wildcardAdmin || lockout || confusedDeputy) return EXIT.findings;
  return undecided.length > 0 ? EXIT.incomplete : EXIT.clean;
}

const linesByLabel = (text: string, statements: readonly { readonly index: number; readonly label: string }[]) => {
  const lines = statementLines(text);
  return new Map(statements.flatMap(({ index, label }) => (lines[index] ? [[label, lines[index]] as const] : [])));
};

async function batch(
  file: string,
  flags: PolicyFlags,
  at: number,
  terminal: Terminal,
  extra?: string,
): Promise<number> {
  const refused = (['kind', 'account', 'org', 'trusted', 'resource'] as const).filter(
    (flag) => flags[flag] !== undefined,
  );
  if (refused.length > 0)
    throw new InputError(`--batch takes --at and --format only: --${refused[0]} belongs into the entries`);
  if (extra !== undefined) throw new InputError(`--batch reads ${nameOf(file)}; '${extra}' is one file too many`);
  const place = nameOf(file);
  const entries = parseJson(readInput(file), place);
  if (!Array.isArray(entries)) throw new InputError('a batch is an array of policies', { file: place });
  const answers = entries.map((entry: unknown) => checkEntry(entry, at));
  await terminal.out(flags.format === 'text' ? visibleLines(answers.map(entryText).join('\n')) : jsonOf(answers));
  return EXIT.clean;
}

const jsonOf = (answers: readonly Entry[]): string =>
  safeJson(
    `${JSON.stringify(
      answers.map(({ id, answer }) => ({ id, ...answer })),
      null,
      2,
    )}\n`,
  );

const entryText = ({ id, answer, context }: Entry): string =>
  context
    ? policyText(answer, context, { name: String(id), lines: new Map() })
    : `${id}: ${answer.invalid.join('; ')}\n`;

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

function readInput(file: string): string {
  if (file !== '-') return readText(file);
  try {
    return readFileSync(0, 'utf8');
  } catch (cause) {
    throw new InputError(`it cannot be read (${(cause as NodeJS.ErrnoException).code})`, { file: nameOf(file) });
  }
}

/** JSON, or where it stops being JSON. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const before = text.slice(0, errorIn(text)).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    const source = text.split('\n')[before.length - 1] ?? '';
    throw new InputError('this is not JSON', { file, line: before.length, column, source });
  }
}

/** Node does not always tell where: the first character with which the text is wrong, and not only unfinished. */
function errorIn(text: string): number {
  let unfinished = 0;
  let wrong = text.length + 1;
  while (wrong - unfinished > 1) {
    const middle = Math.floor((unfinished + wrong) / 2);
    if (isUnfinished(text.slice(0, middle))) unfinished = middle;
    else wrong = middle;
  }
  return unfinished;
}

function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (cause) {
    const { message } = cause as Error;
    const position = /position (\d+)/.exec(message)?.[1];
    return /end of JSON|Unterminated|No number after/.test(message) || Number(position ?? -1) >= text.length;
  }
}

const KINDS = Object.keys(POLICY_KINDS);
const ACCOUNT = /^\d{12}$/;

function contextOf({ kind, account, org, trusted = [], resource }: PolicyFlags, at: number): CheckContext {
  if (kind === undefined) throw new InputError(`--kind is missing: ${KINDS.join(', ')}`);
  if (!KINDS.includes(kind)) throw new InputError(`--kind takes ${KINDS.join(', ')}; not '${kind}'`);
  if (account === undefined) throw new InputError('--account is missing: the account that owns the resource');
  if (!ACCOUNT.test(account)) throw new InputError(`--account takes 12 digits; not '${account}'`);
  if (org !== undefined && !/^o-[a-z0-9]+$/i.test(org))
    throw new InputError(`--org takes an id like o-a1b2c3d4e5; not '${org}'`);
  const wrong = trusted.find((id) => !ACCOUNT.test(id));
  if (wrong !== undefined) throw new InputError(`--trusted takes account ids of 12 digits; not '${wrong}'`);
  return { kind: kind as TableKind, account, organizationId: org, trustedAccounts: trusted, resource, at };
}

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** --at, else SOURCE_DATE_EPOCH, else now. */
function timeOf(at: string | undefined, { env }: Terminal): number {
  if (at === undefined) {
    const epoch = Number(env['SOURCE_DATE_EPOCH'] ?? Number.NaN);
    return Number.isFinite(epoch) ? epoch * 1000 : Date.now();
  }
  const zoned = /T/i.test(at) && !/(Z|[+-]\d\d:?\d\d)$/i.test(at) ? `${at}Z` : at;
  const time = ISO.test(at) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(time)) throw new InputError(`--at takes a time like 2026-05-01T00:00:00Z; not '${at}'`);
  return time;
}
