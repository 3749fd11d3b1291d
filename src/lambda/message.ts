import { findingTexts } from '../report/documents.ts';
import { jsonText } from '../report/json-text.ts';
import { TOOL } from '../version.ts';
import type { Message } from './state.ts';

/** Version of the documents that receivers get: docs/lambda.md. */
const VERSION = '1.0';

/** A message as JSON, in as many documents as the receiver's limit takes; a finding that alone is larger goes alone. */
export function documentsOf({ left: _, news, ...message }: Message, mostBytes: number): readonly string[] {
  const parts: string[][] = [[]];
  let bytes = 0;
  const textOf = findingTexts();
  for (const { change, finding } of news) {
    const text = `{"change":${jsonText(change)},"finding":{${textOf(finding)}}}`;
    const size = Buffer.byteLength(text) + 2;
    if (bytes + size > mostBytes - HEAD_BYTES && (parts.at(-1)?.length ?? 0) > 0) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(text);
    bytes += size;
  }
  return parts.map((part, index) => {
    const head = { schemaVersion: VERSION, tool: TOOL, ...message, part: index + 1, parts: parts.length };
    return `${jsonText(head).slice(0, -1)},"news":[\n${part.join(',\n')}\n]}\n`;
  });
}

/** What stands before the news: a hundred events have their place in it. */
const HEAD_BYTES = 60_000;
