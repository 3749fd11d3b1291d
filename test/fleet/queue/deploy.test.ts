import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withoutCredentials } from '../../cli/no-credentials.ts';
import { run } from '../../cli/run.ts';

type Command = readonly string[];

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly command: Command; readonly read_only: boolean; readonly cap_drop: Command }>
  >;
}

const compose = parse(readFileSync('deploy/fleet/compose.yaml', 'utf8'), { merge: true }) as Compose;
const task = JSON.parse(readFileSync('deploy/fleet/ecs-task.json', 'utf8'));

/** As compose fills in variables. */
const filled = (command: Command): string[] =>
  command.map((word) => word.replace(/\$\{(\w+):?[-?]([^}]*)\}/g, (_, name, other) => VARIABLES[name] ?? other));
const VARIABLES: Readonly<Record<string, string>> = { SEALSCAN_STORE: 's3://bucket/prefix' };

const commands: readonly (readonly [string, Command])[] = [
  ['compose plan', compose.services['plan']?.command ?? []],
  ['compose work', compose.services['work']?.command ?? []],
  ['ECS work', task.containerDefinitions[0].command],
];

test.each(commands)('%s is a command line that sealscan takes', async (_, command) => {
  const seen = await withoutCredentials(() => run(filled(command), { SEALSCAN_QUEUE: 'redis://127.0.0.1:1' }));
  expect(seen.notes).toMatch(/no AWS credentials were found/);
  expect(seen.code).toBe(3);
});

test('the server of compose is what sealscan asks for', () => {
  const { command = [] } = compose.services['queue'] ?? {};
  const at = (flag: string) => command[command.indexOf(flag) + 1];
  expect([at('--appendonly'), at('--maxmemory-policy')]).toEqual(['yes', 'noeviction']);
  expect(at('--requirepass')).toMatch(/^\$\{SEALSCAN_QUEUE_PASSWORD:\?/); // none is written down
});

test('everything runs without rights: read-only, nobody in particular, no capability', () => {
  for (const service of Object.values(compose.services)) {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
  }
  const [container] = task.containerDefinitions;
  expect(container).toMatchObject({ readonlyRootFilesystem: true, user: '1000:1000' });
  expect(container.linuxParameters.capabilities).toEqual({ drop: ['ALL'] });
  expect(container.secrets[0].name).toBe('SEALSCAN_QUEUE');
  expect(container.environment.map(({ name }: { name: string }) => name)).not.toContain('SEALSCAN_QUEUE');
  expect(container.stopTimeout).toBeGreaterThan(20);
});
