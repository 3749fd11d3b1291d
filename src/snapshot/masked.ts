import type { Mask } from '../model/mask.ts';
import {
  type Answer,
  type AnswerError,
  isListing,
  type Observation,
  type SnapshotHeader,
  type SnapshotRecord,
} from '../model/snapshot.ts';

/** What AWS enumerates (types, regions, codes, operations) is no name and stays. */
export const maskedHeader = (header: SnapshotHeader, mask: Mask): SnapshotHeader => ({
  ...header,
  scopes: header.scopes.map((scope) => ({
    ...scope,
    account: mask.value(scope.account),
    ...(scope.reason === undefined ? {} : { reason: mask.value(scope.reason) }),
  })),
});

export function maskedRecord(record: SnapshotRecord, mask: Mask): SnapshotRecord {
  const scope = { ...record.scope, account: mask.value(record.scope.account) };
  if (isListing(record))
    return { ...record, scope, ...(record.error === undefined ? {} : { error: maskedError(record.error, mask) }) };
  return { ...record, id: mask.value(record.id), scope, answers: maskedAnswers(record.answers, mask) };
}

const maskedAnswers = (answers: Observation['answers'], mask: Mask): Observation['answers'] =>
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, maskedAnswer(answer, mask)]));

function maskedAnswer(answer: Answer, mask: Mask): Answer {
  if ('ok' in answer) return { ok: mask.value(answer.ok) };
  return 'error' in answer ? { error: maskedError(answer.error, mask) } : answer;
}

const maskedError = (error: AnswerError, mask: Mask): AnswerError => ({ ...error, message: mask.value(error.message) });
