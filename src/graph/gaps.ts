import { listingReason, sourcesOf } from '../model/answers.ts';
import { reasonOf } from '../model/classify.ts';
import type { Collector } from '../model/collector.ts';
import type { Reason } from '../model/reason.ts';
import type { Gap } from '../model/run.ts';
import {
  type Answer,
  type AnswerError,
  isListing,
  type Listing,
  type Observation,
  type SnapshotRecord,
} from '../model/snapshot.ts';

const gap = (
  error: AnswerError,
  reason: Reason,
  service: string,
  scope: { account: string; region: string },
  resource?: string,
): Gap => ({
  account: scope.account,
  region: scope.region,
  service,
  ...reason,
  message: error.message,
  ...(resource === undefined ? {} : { resource }),
});

/** What failed of a record; nothing of a type that nobody knows. */
export function gapsIn(record: SnapshotRecord, collectors: ReadonlyMap<string, Collector>): readonly Gap[] {
  const collector = collectors.get(isListing(record) ? record.listing : record.type);
  if (!collector) return [];
  return isListing(record) ? [gapOfListing(record, collector) ?? []].flat() : gapsOf(record, collector);
}

/** A listing that was not read to its end. */
export function gapOfListing(listing: Listing, collector: Collector): Gap | undefined {
  return listing.error && gap(listing.error, listingReason(listing.error, collector), collector.service, listing.scope);
}

const NONE: readonly Gap[] = [];

/** Asked of every record, and true of few. */
function hasFailed({ answers }: Observation): boolean {
  for (const name in answers) if ('error' in (answers[name] as Answer)) return true;
  return false;
}

/** Calls about a resource that failed. An answer joined from another listing has its gap there. */
function gapsOf(observation: Observation, collector: Collector): readonly Gap[] {
  if (!hasFailed(observation)) return NONE;
  const gaps: Gap[] = [];
  for (const [name, source] of sourcesOf(collector)) {
    const answer = observation.answers[name];
    if (answer === undefined || !('error' in answer) || collector.joins.some((join) => join.name === name)) continue;
    gaps.push(
      gap(
        answer.error,
        reasonOf(answer.error, source.permission),
        collector.service,
        observation.scope,
        observation.id,
      ),
    );
  }
  return gaps;
}
