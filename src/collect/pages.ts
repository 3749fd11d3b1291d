import { CODES } from '../model/classify.ts';
import type { OperationUse, Paging } from '../model/collector.ts';
import type { Judge } from '../model/mark.ts';
import type { AnswerError } from '../model/snapshot.ts';
import { type Call, CallFailed } from './call.ts';
import { stored } from './members.ts';

export interface PagesResult {
  readonly items: unknown[];
  /** Why the list ends before its end; the items read so far are kept. */
  readonly error?: AnswerError;
}

interface PagesRequest {
  readonly use: OperationUse & { readonly flatten?: string };
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly call: Call;
  readonly judge?: Judge | undefined;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Reads every page. A token that comes again is a failure: following it would never end, and stopping would hide the rest. */
export async function readPages({ use, input, region, call, judge }: PagesRequest): Promise<PagesResult> {
  const items: unknown[] = [];
  const seen = new Set<unknown>();
  const at = use.at as string;
  let page: Record<string, unknown> = { ...input };
  if (use.paging?.size) page[use.paging.size[0]] = use.paging.size[1];
  try {
    for (;;) {
      const answer = await call({
        sdk: use.sdk,
        client: use.client,
        operation: use.operation,
        region,
        input: page,
        required: use.required,
      });
      const body = use.in === undefined ? answer : (answer[use.in] as typeof answer);
      const groups = asList(body[at]);
      const found = use.flatten
        ? groups.flatMap((group) => asList((group as Record<string, unknown>)[use.flatten as string]))
        : groups;
      for (const item of found) keepItem(items, stored(item, use, judge), use);
      const token = use.paging && tokenIn(body, use.paging);
      if (!use.paging || token === undefined || token === null || token === '') {
        return use.paging && saysMore(body) ? { items, error: tokenless(use, use.paging.token[1]) } : { items };
      }
      if (seen.has(token)) return { items, error: repeated(use) };
      seen.add(token);
      page = { ...page, [use.paging.token[0]]: token };
    }
  } catch (cause) {
    if (cause instanceof CallFailed) return { items, error: cause.error };
    throw cause;
  }
}

function keepItem(items: unknown[], item: unknown, use: OperationUse): void {
  if (use.keep === undefined || use.keep(item)) items.push(item);
}

/** Firehose goes on after the last name of the page. */
function tokenIn(answer: Readonly<Record<string, unknown>>, { token: [, member], more }: Paging): unknown {
  if (more === undefined) return answer[member];
  return answer[more] === true ? asList(answer[member]).at(-1) : undefined;
}

const MORE = ['Truncated', 'IsTruncated', 'HasMoreStreams', 'HasMoreDeliveryStreams'];

/** KMS, IAM and Kinesis say with a flag that there is more. */
const saysMore = (answer: Readonly<Record<string, unknown>>): boolean => MORE.some((flag) => answer[flag] === true);

const tokenless = (use: OperationUse, member: string): AnswerError => ({
  operation: `${use.sdk}:${use.operation}`,
  code: CODES.missingMember,
  message: `the answer says that more follows and has no ${member}`,
});

const repeated = (use: OperationUse): AnswerError => ({
  operation: `${use.sdk}:${use.operation}`,
  code: CODES.repeatedToken,
  message: 'the service answered the same page token twice',
});
