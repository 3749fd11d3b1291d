import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../house/copy.ts';

export interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const actionText = readFileSync(join(ROOT, 'action.yml'), 'utf8');
export const action = parse(actionText) as Action;

/** What a workflow sees of a run of the action. */
export interface Ran {
  readonly code: number;
  /** Standard output and standard error of its steps. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The files that went to code scanning, as text. */
  readonly uploaded: readonly string[];
  readonly folder: string;
}

interface Machine {
  readonly folder: string;
  readonly values: Map<string, string>;
  readonly uploaded: string[];
  log: string;
}

/** Text of `${{ a.b }}` and of conditions: names, strings, == and &&, which is all that the action uses. */
const textOf = (name: string, { values }: Machine): string => {
  const value = values.get(name);
  if (value === undefined && !name.startsWith('steps.')) throw new Error(`nobody knows ${name}`);
  return value ?? '';
};
const filled = (text: string, machine: Machine): string =>
  text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => textOf(name, machine));
const holds = (condition: string, machine: Machine): boolean =>
  condition.split(' && ').every((part) => {
    const [, name = '', wanted = ''] = /^([\w.-]+) == '([^']*)'$/.exec(part) ?? [];
    return textOf(name, machine) === wanted;
  });

/** `npm` installs the command line of these sources, and writes down what it was asked for. */
function stubNpm(folder: string, cli: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const npm = `#!/bin/bash
printf '%s\\n' "$@" > '${folder}/npm-asked'
mkdir -p "$3/node_modules/.bin"
printf '#!/bin/bash\\nexec node ${cli} "$@"\\n' > "$3/node_modules/.bin/sealscan"
chmod +x "$3/node_modules/.bin/sealscan"
`;
  writeFileSync(join(bin, 'npm'), npm);
  chmodSync(join(bin, 'npm'), 0o755);
  return bin;
}

/** Runs the action's steps one after the other, as a runner does; the upload only takes the file. */
export function runAction(
  given: Readonly<Record<string, string>>,
  cli: string,
  files: Readonly<Record<string, string>> = {},
): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-action-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workspace = join(folder, 'work space');
  mkdirSync(join(workspace, '.git'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(workspace, name, '..'), { recursive: true });
    writeFileSync(join(workspace, name), text);
  }
  const inputs = Object.entries(action.inputs).map(([name, { default: standard }]) => given[name] ?? standard);
  const values = new Map(Object.keys(action.inputs).map((name, index) => [`inputs.${name}`, String(inputs[index])]));
  values.set('runner.temp', join(folder, 'temp'));
  const machine: Machine = { folder, values, uploaded: [], log: '' };
  const bin = stubNpm(folder, cli);
  let code = 0;
  for (const step of action.runs.steps) {
    if (code === 0 && (step.if === undefined || holds(step.if, machine))) code = runStep(step, machine, workspace, bin);
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, machine)]);
  const summary = join(folder, 'summary');
  return {
    code,
    log: machine.log,
    outputs: Object.fromEntries(outputs) as Record<string, string>,
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
    uploaded: machine.uploaded,
    folder,
  };
}

function runStep(step: Step, machine: Machine, workspace: string, bin: string): number {
  if (step.uses !== undefined) {
    machine.uploaded.push(readFileSync(join(workspace, filled(step.with?.['sarif_file'] ?? '', machine)), 'utf8'));
    return 0;
  }
  const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, machine)]));
  const output = join(machine.folder, `output-${step.id ?? 'none'}`);
  // as a runner calls it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? ''],
    {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: [bin, process.env['PATH']].join(delimiter),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: join(machine.folder, 'summary'),
        ...env,
      },
    },
  );
  machine.log += stdout + stderr;
  for (const line of existsSync(output) ? readFileSync(output, 'utf8').split('\n').filter(Boolean) : [])
    machine.values.set(`steps.${step.id}.outputs.${line.split('=')[0]}`, line.slice(line.indexOf('=') + 1));
  return status ?? -1;
}
