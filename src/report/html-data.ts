import type { Finding } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { Findings, Pieces, Run } from '../model/run.ts';
import { block } from './html-block.ts';
import { bookOf, identityOf } from './html-book.ts';
import { chunkOf, type Numbered } from './html-chunk.ts';
import type { Collected } from './html-collect.ts';
import { keyBlocks } from './html-keys.ts';

/** Findings of a chunk: one block is unpacked in a few milliseconds, and no more of them are held here. */
const CHUNK = 4_096;

/** All that the page's script knows: the book of rules, the findings in chunks of columns, and the keys. */
export async function* dataBlocks(run: Run, { rules }: Collected, findings: Findings): Pieces {
  yield block('book', bookOf(run, [...rules.values()]));
  const numbered = new Map([...rules.values()].map((rule, number) => [rule.id, numberedAs(rule, number)]));
  const ruleOf = ({ rule }: Finding): Numbered => numbered.get(rule) as Numbered;
  for await (const chunk of chunksOf(findings)) {
    const { rows, details } = chunkOf(chunk, ruleOf, run.code);
    yield block('rows', rows);
    yield block('details', details);
  }
  yield* keyBlocks(run);
}

const numberedAs = (rule: RuleInfo, number: number): Numbered => ({
  number,
  rule,
  isWhole: identityOf(rule) === rule.identity,
});

async function* chunksOf(findings: Findings): AsyncGenerator<readonly Finding[]> {
  let held: Finding[] = [];
  for await (const finding of findings) {
    held.push(finding);
    if (held.length < CHUNK) continue;
    yield held;
    held = [];
  }
  if (held.length > 0) yield held;
}
