import type { Log, Result, Run } from 'sarif';

const COUNTS = { results: 25_000, rules: 25_000, tags: 20, name: 255, description: 1_024 };

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

function* result(item: Result, ruleIds: ReadonlySet<string>): Generator<string> {
  if (!item.message.text?.trim() || item.message.id) yield 'message.text is empty';
  if (!item.ruleId || (item.ruleIndex !== undefined && !ruleIds.has(item.ruleId))) yield `unknown rule ${item.ruleId}`;
  const [location, ...more] = item.locations ?? [];
  if (!location || more.length > 0) yield 'exactly one location is shown';
  yield* uri(location?.physicalLocation?.artifactLocation?.uri);
  const { startLine, startColumn, endLine, endColumn } = location?.physicalLocation?.region ?? {};
  for (const edge of [startLine, startColumn, endLine, endColumn]) if (!edge || edge < 1) yield 'region is not whole';
  if (!/^[0-9a-f]{1,16}:\d+$/.test(item.partialFingerprints?.['primaryLocationLineHash'] ?? ''))
    yield 'no primaryLocationLineHash';
  const open = (item.message.text ?? '').replace(/\\[\\[\]]/g, '').match(/[[\]\\]/);
  if (open) yield `message has an unescaped ${open[0]}`;
}

/** What GitHub documents about ingestion and the schema does not say; one sentence per violation. */
export function githubLint(log: Log): string[] {
  const found = log.version === '2.1.0' && log.$schema ? [] : ['$schema or version is missing'];
  if (log.runs.length !== 1) found.push('one run per upload');
  for (const run of log.runs) {
    found.push(...rules(run));
    if ((run.results ?? []).length > COUNTS.results) found.push('too many results');
    if (!/^sealscan\/(\S+\/)?$/.test(run.automationDetails?.id ?? ''))
      found.push(`category ${run.automationDetails?.id}`);
    const ids = new Set((run.tool.driver.rules ?? []).map(({ id }) => id));
    for (const item of run.results ?? []) found.push(...result(item, ids));
  }
  return [...new Set(found)];
}
