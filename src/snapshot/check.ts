import { InputError } from '../model/input-error.ts';
import { SNAPSHOT_VERSION, type SnapshotHeader, type SnapshotRecord } from '../model/snapshot.ts';
import { versionFault } from '../model/version.ts';

const MAX_DEPTH = 64;

type Refuse = (sentence: string) => never;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuseAt =
  (file: string, line: number): Refuse =>
  (sentence) => {
    throw new InputError(sentence, { file, line });
  };

/** Parses one line of a snapshot; refuses what could harm whoever reads it. */
export function parseLine(text: string, file: string, line: number): Record<string, unknown> {
  const refuse = refuseAt(file, line);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refuse('not valid JSON; the snapshot is cut or damaged here');
  }
  if (!isRecord(parsed)) return refuse('each line of a snapshot is a JSON object');
  if (mayHarm(text)) refuseHostile(parsed, refuse);
  return parsed;
}

/** A member can be called `__proto__` only where the text says so, or hides letters; and what has few brackets is not deep. */
const mayHarm = (text: string): boolean =>
  text.includes('__proto__') || text.includes('\\u00') || hasMoreBrackets(text, MAX_DEPTH);

function hasMoreBrackets(text: string, most: number): boolean {
  let count = 0;
  for (const bracket of ['{', '['])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (++count > most) return true;
  return false;
}

/** Without recursion, since depth is what is measured. */
function refuseHostile(root: object, refuse: Refuse): void {
  const stack: { value: object; depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.depth > MAX_DEPTH) refuse(`nested deeper than ${MAX_DEPTH} levels`);
    if (Object.hasOwn(next.value, '__proto__')) refuse('a member is called __proto__, which no AWS answer has');
    for (const child of Object.values(next.value)) {
      if (typeof child === 'object' && child !== null) stack.push({ value: child, depth: next.depth + 1 });
    }
  }
}

/** UTC: texts of this form sort as the times do. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const SCOPE = ['partition', 'account', 'region'] as const;
const isScope = (value: unknown): boolean =>
  isRecord(value) && SCOPE.every((member) => typeof value[member] === 'string');

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Checks the header: kind, version, time, scopes. */
export function checkHeader(record: Record<string, unknown>, file: string): SnapshotHeader {
  const refuse = refuseAt(file, 1);
  if (record['sealscan'] !== 'snapshot')
    refuse('this is not a sealscan snapshot: its first line is no snapshot header');
  const fault = versionFault('snapshot', record['schemaVersion'], SNAPSHOT_VERSION);
  if (fault !== undefined) refuse(fault);
  const { takenAt } = record;
  if (typeof takenAt !== 'string' || !TIME.test(takenAt) || Number.isNaN(Date.parse(takenAt)))
    refuse("the header's takenAt is no time");
  if (!Array.isArray(record['scopes']) || !record['scopes'].every(isScope)) refuse("the header's scopes are not valid");
  if (!isTexts(record['services'])) refuse("the header's services are not valid");
  const { members } = record;
  if (!isRecord(members) || !Object.values(members).every(isTexts)) refuse("the header's members are not valid");
  return record as unknown as SnapshotHeader;
}

const ANSWERS = ['ok', 'none', 'error'];

/** Checks a listing or an observation. */
export function checkRecord(record: Record<string, unknown>, file: string, line: number): SnapshotRecord {
  const refuse = refuseAt(file, line);
  if (!isScope(record['scope'])) refuse('the record has no scope');
  if (typeof record['listing'] === 'string') {
    if (typeof record['count'] !== 'number' || typeof record['complete'] !== 'boolean')
      refuse('the listing has no count');
    if (record['complete'] === false && !isError(record['error']))
      refuse('the listing is incomplete and does not say why');
    return record as unknown as SnapshotRecord;
  }
  const { answers } = record;
  if (typeof record['type'] !== 'string' || typeof record['id'] !== 'string' || !isRecord(answers))
    return refuse('the record is neither a listing nor an observation');
  for (const answer of Object.values(answers)) {
    if (!isRecord(answer) || !ANSWERS.some((kind) => kind in answer)) refuse('an answer is neither ok, none nor error');
    else if (answer['ok'] === null) refuse('an answer holds nothing');
    else if ('error' in answer && !isError(answer['error'])) refuse('an error has no operation, code or message');
  }
  return record as unknown as SnapshotRecord;
}

const isError = (value: unknown): boolean =>
  isRecord(value) && ['operation', 'code', 'message'].every((member) => typeof value[member] === 'string');
