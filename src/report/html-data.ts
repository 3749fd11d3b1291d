import type { RuleInfo } from '../model/rule.ts';
import type { Findings, Pieces, Run } from '../model/run.ts';
import { newBlockText, writeJson } from './html-block.ts';
import { bookOf, identityOf } from './html-book.ts';
import { type Numbered, newChunk } from './html-chunk.ts';
import type { Collected } from './html-collect.ts';
import { keyBlocks } from './html-keys.ts';

/** Findings of a chunk: one block is unpacked in a few milliseconds. */
const CHUNK = 4_096;

/** All that the page's script knows: the book of rules, the findings in chunks of columns, and the keys. */
export async function* dataBlocks(run: Run, { rules }: Collected, findings: Findings): Pieces {
  const text = newBlockText();
  const blockOf = (part: string, value: unknown): string => {
    writeJson(value, text.write);
    return text.block(part);
  };
  yield blockOf('book', bookOf(run, [...rules.values()]));
  const numbered = new Map([...rules.values()].map((rule, number) => [rule.id, numberedAs(rule, number)]));
  let chunk = newChunk(run.code);
  const blocks = (): string => blockOf('rows', chunk.rows) + blockOf('details', chunk.details);
  for (const finding of findings) {
    chunk.add(finding, numbered.get(finding.rule) as Numbered);
    if (chunk.rows.findings.rule.length < CHUNK) continue;
    yield blocks();
    chunk = newChunk(run.code);
  }
  if (chunk.rows.findings.rule.length > 0) yield blocks();
  yield* keyBlocks(run, text);
}

const numberedAs = (rule: RuleInfo, number: number): Numbered => ({
  number,
  rule,
  isWhole: identityOf(rule) === rule.identity,
});
