import { byText } from '../../model/order.ts';
import { IDLE } from '../exceptions.ts';
import { sourceName, type Table } from '../table.ts';

/** What EventBridge matches events against: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
export interface EventPattern {
  readonly 'detail-type': readonly string[];
  readonly detail: {
    readonly eventSource: readonly string[];
    readonly readOnly: readonly [false];
    readonly eventCategory: readonly ['Management'];
    readonly errorCode: readonly [{ readonly exists: false }];
    readonly eventName?: readonly [{ readonly 'anything-but': readonly string[] }];
  };
}

/** Characters of a pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_PATTERN = 2_048;

/**
 * Patterns that together let through every event of the table that may change something. A service with idle events has one
 * of its own, since another may call what matters by the same name.
 */
export function patternsOf(table: Table): readonly EventPattern[] {
  const sources = [...table.keys()].sort(byText);
  const busy = sources.filter((source) => IDLE[sourceName(source)]);
  const parts: string[][] = [[]];
  for (const source of sources.filter((one) => !busy.includes(one))) {
    const last = parts.at(-1) ?? [];
    if (JSON.stringify(patternOf([...last, source])).length > MOST_PATTERN) parts.push([source]);
    else last.push(source);
  }
  return [...parts, ...busy.map((source) => [source])].map(patternOf);
}

function patternOf(sources: readonly string[]): EventPattern {
  const idle = [...new Set(sources.flatMap((source) => IDLE[sourceName(source)] ?? []))].sort(byText);
  return {
    'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
    detail: {
      eventSource: sources,
      readOnly: [false],
      eventCategory: ['Management'],
      errorCode: [{ exists: false }],
      ...(idle.length > 0 && { eventName: [{ 'anything-but': idle }] as const }),
    },
  };
}
