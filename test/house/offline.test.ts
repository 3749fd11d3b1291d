import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { BUNDLE } from '../bundle.ts';
import { ROOT } from './copy.ts';

type Outputs = Metafile['outputs'];

/** Files that an output loads at once, with all that they load at once. */
function loadedBy(start: string, outputs: Outputs, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const { path, kind } of outputs[start]?.imports ?? [])
    if (kind === 'import-statement') loadedBy(path, outputs, seen);
  return seen;
}

test('no command loads the SDK before it calls AWS, or BullMQ before it asks a queue, and --help loads next to nothing', async () => {
  const { metafile } = await build({
    ...BUNDLE,
    entryPoints: { cli: 'src/cli/bin.ts', index: 'src/index.ts' },
    outdir: join(ROOT, 'nowhere'),
    write: false,
    metafile: true,
  });
  const { outputs } = metafile;
  const outputOf = (entry: string): string => {
    const found = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
    if (!found) throw new Error(`no output of ${entry}`);
    return found;
  };
  const isSdk = (path: string): boolean => /^@aws-sdk\/|^@smithy\//.test(path);
  const isQueue = (path: string): boolean => /^(bullmq|ioredis)$/.test(path);
  const commands = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint?.match(/^src\/cli\/.*/) ?? []);
  expect(commands).toEqual(expect.arrayContaining(['src/cli/bin.ts', 'src/cli/scan.ts', 'src/cli/rules.ts']));
  for (const command of [...commands, 'src/index.ts']) {
    const loaded = [...loadedBy(outputOf(command), outputs)];
    expect(loaded.filter(isSdk), `${command} loads the SDK`).toEqual([]);
    expect(loaded.filter(isQueue), `${command} loads BullMQ`).toEqual([]);
  }
  expect([...loadedBy(outputOf('src/aws/credentials.ts'), outputs)].filter(isSdk)).not.toEqual([]);
  expect([...loadedBy(outputOf('src/fleet/queue/work.ts'), outputs)].filter(isQueue)).not.toEqual([]);
  const packages = [...loadedBy(outputOf('src/cli/bin.ts'), outputs)].filter((path) => !outputs[path]);
  expect(packages).toEqual(['commander']);
}, 240_000);
