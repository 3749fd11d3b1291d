import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exitCodeOf } from '../../src/cli/exit.ts';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { readBaseline } from '../../src/evaluate/baseline.ts';
import { contextOf } from '../../src/evaluate/config.ts';
import { readText } from '../../src/evaluate/read-text.ts';
import { loadRules } from '../../src/evaluate/rule.ts';
import { readRuleFolder } from '../../src/evaluate/rule-folder.ts';
import { readSuppressions } from '../../src/evaluate/suppression-file.ts';
import { MAX_BYTES } from '../../src/evaluate/yaml-limits.ts';
import { builtInRules } from '../../src/home.ts';
import { describeInputError, InputError } from '../../src/model/input-error.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { visibleLines } from '../../src/report/text.ts';
import { scan } from '../../src/scan.ts';
import { openSnapshot } from '../../src/snapshot/read.ts';
import { TOOL } from '../../src/version.ts';
import type { Answered, Asked } from './tool.ts';

const registry = new Map(collectors.map((collector) => [collector.type, collector]));
let rules: ReturnType<typeof loadRules> | undefined;

/** The command line in a process of its own, which answers one question after the other until it is told to stop or dies. */
process.on('message', async (asked: Asked) => {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-fuzz-'));
  process.chdir(folder);
  for (const [name, bytes] of Object.entries(asked.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  forgetPeak();
  const answer = await answerTo(asked.argv);
  process.chdir(tmpdir());
  rmSync(folder, { recursive: true });
  process.send?.(answer);
});

async function answerTo(argv: readonly string[]): Promise<Answered> {
  let out = '';
  let notes = '';
  const terminal: Terminal = {
    env: { SOURCE_DATE_EPOCH: '1780272000' },
    resume: '',
    color: false,
    isQuiet: false,
    isVerbose: false,
    width: 100,
    out: async (text) => {
      out += text;
    },
    note: (text) => {
      notes += `${text}\n`;
    },
    progress: () => {},
  };
  if (argv[0] === 'judge') rules ??= loadRules(readRuleFolder(builtInRules()), registry);
  const before = process.cpuUsage();
  const code = argv[0] === 'judge' ? await judge(argv, terminal) : await main(argv, terminal);
  const { user, system } = process.cpuUsage(before);
  return {
    code,
    out,
    notes,
    cpuMs: (user + system) / 1000,
    peakMb: peakMb(),
    heldMb: heldMb(),
    polluted: 'polluted' in {},
  };
}

/** `scan --from` without loading the rules each time, which costs more than all else. */
async function judge([, file = '', what, other = '']: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const read = (): string => readText(other, what === 'suppressions' ? MAX_BYTES : undefined);
    const suppressions = what === 'suppressions' ? readSuppressions(read(), other) : [];
    const baseline = what === 'baseline' ? { baseline: readBaseline(read(), other) } : {};
    const source = await openSnapshot(file);
    const result = await scan({
      source,
      registry: collectors,
      rules: rules ?? [],
      context: contextOf({}),
      tool: TOOL,
      suppressions,
      ...baseline,
    });
    for (const { render } of [REPORTERS.html, REPORTERS.sarif, REPORTERS.json]) // those of a scan that names none
      for await (const _ of render(result.run, result.findings, { sarifProfile: 'full', base: 'r' }));
    return exitCodeOf(result, { severity: 'high', onlyNew: false }, false);
  } catch (cause) {
    if (!(cause instanceof InputError)) {
      terminal.note((cause as Error).stack ?? String(cause));
      return 3;
    }
    terminal.note(visibleLines(`sealscan: ${describeInputError(cause)}`));
    return 2;
  }
}

/** Linux forgets the most that a process ever held when it is asked to. */
function forgetPeak(): void {
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5');
}

function peakMb(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return kilobytes / 1024;
}

const MANY_MB = 240;

/** What it holds after the question, once garbage that nobody was in a hurry to collect is gone. */
function heldMb(): number {
  if (process.memoryUsage.rss() > MANY_MB * 2 ** 20) globalThis.gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}
