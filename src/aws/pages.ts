import { type Call, CallFailed, type CallRequest } from '../collect/call.ts';
import { CODES } from '../model/classify.ts';

/**
 * The items of all pages, for what is asked beside the collectors.
 * @param token its member of the input, and of the answer
 * @returns throws CallFailed where a page failed, or came twice; a page without the member has no items
 */
export async function allPages(
  call: Call,
  request: CallRequest,
  items: string,
  [given, next]: readonly [given: string, next: string],
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  const seen = new Set<unknown>();
  for (let token: unknown; ; ) {
    const page = await call({ ...request, input: { ...request.input, ...(token ? { [given]: token } : {}) } });
    found.push(...((page[items] as unknown[] | undefined) ?? []));
    token = page[next];
    if (!token) return found;
    const operation = `${request.sdk}:${request.operation}`;
    if (seen.has(token)) throw new CallFailed({ operation, code: CODES.repeatedToken, message: 'the same page again' });
    seen.add(token);
  }
}
