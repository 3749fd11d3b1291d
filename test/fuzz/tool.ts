import { type ChildProcess, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { BUNDLE } from '../bundle.ts';

export interface Asked {
  readonly argv: readonly string[];
  /** What the arguments name, relative to the working directory. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export interface Answered {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
  readonly cpuMs: number;
  /** The most memory that the process held meanwhile; where the system cannot tell, since it began. */
  readonly peakMb: number;
  /** What it holds now. */
  readonly heldMb: number;
  readonly polluted: boolean;
}

/** A process that ended, or had to be ended, before it answered. */
export interface Died {
  readonly died: string;
}

const HUNG_MS = 60_000;
/** A process that holds this much before a question makes place for a new one, so that a peak is the question's own. */
const FULL_MB = 250;

/** The command line, bundled once and kept running: a crash or a hang ends it and not the suite. */
export async function startTool() {
  const file = 'dist.fuzz/child.mjs';
  await build({
    ...BUNDLE,
    entryPoints: ['test/fuzz/child.ts'],
    outdir: 'dist.fuzz',
    outExtension: { '.js': '.mjs' },
  });
  let child: ChildProcess | undefined;
  const end = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    async ask(asked: Asked): Promise<Answered | Died> {
      child ??= fork(file, [], {
        execArgv: ['--expose-gc'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const answer = await answerOf(child, asked);
      if ('died' in answer || answer.heldMb > FULL_MB) end();
      return answer;
    },
    stop(): void {
      end();
      rmSync('dist.fuzz', { recursive: true, force: true });
    },
  };
}

function answerOf(child: ChildProcess, asked: Asked): Promise<Answered | Died> {
  return new Promise((resolve) => {
    let said = '';
    const listen = (text: Buffer): void => {
      said = (said + text).slice(-2000);
    };
    const settle = (answer: Answered | Died): void => {
      clearTimeout(timer);
      child.off('message', settle).off('exit', ended);
      child.stderr?.off('data', listen);
      resolve(answer);
    };
    const ended = (code: number | null, signal: string | null): void =>
      settle({ died: `ended with ${code ?? signal}: ${said}` });
    const timer = setTimeout(() => settle({ died: `no answer within ${HUNG_MS} ms` }), HUNG_MS);
    child.on('message', settle).on('exit', ended);
    child.stderr?.on('data', listen);
    child.send(asked);
  });
}
