import { gzipSync } from 'node:zlib';
import type { Location, Log, Result, Run } from 'sarif';

const COUNTS = {
  runs: 20,
  results: 25_000,
  rules: 25_000,
  tags: 20,
  locations: 1_000,
  name: 255,
  description: 1_024,
  bytes: 10_000_000,
};

function* rules({ tool: { driver } }: Run): Generator<string> {
  if (!driver.name) yield 'tool.driver.name is empty';
  if ((driver.rules ?? []).length > COUNTS.rules) yield 'too many rules';
  for (const { id, fullDescription, help } of driver.notifications ?? []) {
    if (!fullDescription?.text?.trim() || !help?.text?.trim()) yield `notification ${id} does not describe itself`;
  }
  for (const rule of driver.rules ?? []) {
    const texts = {
      id: rule.id,
      short: rule.shortDescription?.text,
      full: rule.fullDescription?.text,
      help: rule.help?.text,
    };
    for (const [name, text] of Object.entries(texts)) if (!text?.trim()) yield `rule ${rule.id}: ${name} is empty`;
    if ((rule.name ?? '').length > COUNTS.name) yield `rule ${rule.id}: name is too long`;
    for (const text of [texts.short, texts.full])
      if ((text ?? '').length > COUNTS.description) yield `rule ${rule.id}: description is too long`;
    if ((rule.properties?.tags ?? []).length > COUNTS.tags) yield `rule ${rule.id}: too many tags`;
    const score: unknown = rule.properties?.['security-severity'];
    if (typeof score !== 'string' || !/^\d+\.\d$/.test(score) || Number(score) > 10)
      yield `rule ${rule.id}: security-severity ${String(score)}`;
  }
}

/** The path GitHub will look for: relative, no scheme, no step upwards, decodable. */
function* uri(text: string | undefined): Generator<string> {
  if (!text) return yield 'uri is empty';
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('/')) yield `uri ${text} is not relative`;
  if (!/^[A-Za-z0-9._~!$'()*%/-]+$/.test(text)) yield `uri ${text} is not encoded`;
  if (
    decodeURIComponent(text)
      .split('/')
      .some((segment) => segment === '..' || segment === '')
  )
    yield `uri ${text} leaves the repository`;
}

/** A location that GitHub can show: a file, and a whole region in it. */
function* place({ physicalLocation }: Location): Generator<string> {
  yield* uri(physicalLocation?.artifactLocation?.uri);
  const { startLine, startColumn, endLine, endColumn } = physicalLocation?.region ?? {};
  for (const edge of [startLine, startColumn, endLine, endColumn]) if (!edge || edge < 1) yield 'region is not whole';
}

const LINK = /(?<!\\)\[((?:[^[\]\\]|\\.)*)\]\((\d+)\)/g;

/** Brackets are escaped, or they are links to related locations that are there. */
function* message(text: string, related: readonly Location[]): Generator<string> {
  for (const [, , id] of text.matchAll(LINK))
    if (!related.some((location) => location.id === Number(id))) yield `message links to ${id}, which is nowhere`;
  const open = text
    .replace(LINK, '')
    .replace(/\\[\\[\]]/g, '')
    .match(/[[\]\\]/);
  if (open) yield `message has an unescaped ${open[0]}`;
}

function* result(item: Result, ruleIds: ReadonlySet<string>): Generator<string> {
  if (!item.message.text?.trim() || item.message.id) yield 'message.text is empty';
  if (!item.ruleId || (item.ruleIndex !== undefined && !ruleIds.has(item.ruleId))) yield `unknown rule ${item.ruleId}`;
  const [location, ...more] = item.locations ?? [];
  if (!location || more.length > 0) yield 'exactly one location is shown';
  const related = item.relatedLocations ?? [];
  if (related.length + 1 > COUNTS.locations) yield 'too many locations';
  for (const one of [location ?? {}, ...related]) yield* place(one);
  if (!/^[0-9a-f]{1,16}:\d+$/.test(item.partialFingerprints?.['primaryLocationLineHash'] ?? ''))
    yield 'no primaryLocationLineHash';
  yield* message(item.message.text ?? '', related);
}

function* runFaults(run: Run, profile: 'github' | 'full'): Generator<string> {
  yield* rules(run);
  if (!Array.isArray(run.results)) yield 'results is no list';
  if (profile === 'github' && (run.results ?? []).length > COUNTS.results) yield 'too many results';
  if (!/^[\w.-]+(?:\/[\w.-]+)*\/$/.test(run.automationDetails?.id ?? '')) yield `category ${run.automationDetails?.id}`;
  if (typeof run.invocations?.[0]?.executionSuccessful !== 'boolean') yield 'nobody says whether the scan was complete';
  const ids = new Set((run.tool.driver.rules ?? []).map(({ id }) => id));
  for (const item of run.results ?? []) yield* result(item, ids);
}

/** What GitHub documents about ingestion and the schema does not say; one sentence per violation. */
export function githubLint(log: Log, profile: 'github' | 'full' = 'github'): string[] {
  const found = log.version === '2.1.0' && log.$schema ? [] : ['$schema or version is missing'];
  if (log.runs.length < 1 || log.runs.length > COUNTS.runs) found.push('too many runs, or none');
  const categories = log.runs.map((run) => `${run.tool.driver.name} ${run.automationDetails?.id}`);
  if (new Set(categories).size < categories.length) found.push('two runs of one category');
  if (profile === 'github' && gzipSync(JSON.stringify(log)).length > COUNTS.bytes) found.push('the file is too large');
  for (const run of log.runs) found.push(...runFaults(run, profile));
  return [...new Set(found)];
}
