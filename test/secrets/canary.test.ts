import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { createCaller } from '../../src/aws/caller.ts';
import { collectors } from '../../src/collectors/registry.ts';
import { contextOf } from '../../src/evaluate/config.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';
import { REPORTERS } from '../../src/report/reporters.ts';
import { scan } from '../../src/scan.ts';
import { openJournal } from '../../src/snapshot/journal.ts';
import { TOOL } from '../../src/version.ts';
import { type Reply, raw, serve } from '../aws/server.ts';
import { temporaryFolder } from '../cli/run.ts';
import { collectPlayed } from '../collectors/play.ts';
import { allRules } from '../examples.ts';
import { PLANTED, world } from '../worlds/secrets.ts';
import { type World, worldNames } from '../worlds.ts';

const CANARIES = [...Object.values(PLANTED), 'planted-basic-auth', 'not-to-be-stored'];
const found = (text: string): string[] =>
  CANARIES.filter(
    (canary) => text.includes(canary) || text.includes(Buffer.from(canary).toString('base64').slice(0, 16)),
  );

/** Snapshot, journal and every report of a scan of a world. */
async function tracesOf(of: World): Promise<Readonly<Record<string, string>>> {
  const traces: Record<string, string> = {};
  const file = join(temporaryFolder(), 'snapshot.ndjson');
  const header = (await collectPlayed({}, {})).source.header;
  const journal = openJournal(file, header, false);
  const { source } = await collectPlayed(of.answers, { ...of, memory: journal });
  await pause(200); // answers are written a moment later
  traces['journal'] = readFileSync(`${file}.journal`, 'utf8');
  traces['snapshot'] = JSON.stringify([source.header, ...source.records()]);
  const { run, findings } = await scan({
    source: source as SnapshotSource,
    registry: collectors,
    rules: allRules(),
    context: contextOf({}),
    tool: TOOL,
  });
  for (const [name, reporter] of Object.entries(REPORTERS)) {
    traces[name] = '';
    for await (const piece of reporter.render(run, findings, { sarifProfile: 'full', base: 'sealscan-report' }))
      traces[name] += piece;
  }
  return traces;
}

test('the canaries are in what AWS answers, and found: the scan has seen them', async () => {
  const { snapshot = '', json = '' } = await tracesOf(world);
  expect(snapshot.match(/"kind":"named"/g)?.length).toBeGreaterThanOrEqual(Object.keys(PLANTED).length - 1);
  expect(json).toContain('definition.States.Call.Parameters.Password');
});

test.each(worldNames())(
  '%s: no trace of a scan holds one',
  async (name) => {
    const { world: one }: { world: World } = await import(`../worlds/${name}.ts`);
    const traces = await tracesOf({ ...one, secrets: true });
    expect(traces['journal']?.length).toBeGreaterThan(0);
    for (const [trace, text] of Object.entries(traces)) expect(found(text), trace).toEqual([]);
  },
  60_000,
);

describe('an answer that cannot be read is not quoted', () => {
  const uses = collectors
    .flatMap(({ list, calls }) => [...(list ? [list] : []), ...calls])
    .filter(({ judged }) => judged);
  const secret = PLANTED.document;
  const bodies: readonly (readonly [string, Reply])[] = [
    ['cut JSON', raw(200, `{"Content":"${secret}`)],
    ['no JSON', raw(200, secret)],
    [
      'JSON of other types',
      raw(200, JSON.stringify({ Content: [secret], Functions: secret, apps: { a: secret }, item: secret })),
    ],
    ['an error that quotes it', raw(400, secret)],
    ['a fault that quotes it', raw(500, `{"x": ${secret}`)],
    ['cut XML', raw(200, `<R><UserData><Value>${secret}`)],
    ['XML of other shapes', raw(200, `<R><Stacks>${secret}</Stacks><UserData>${secret}</UserData></R>`)],
  ];
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });
  test.each(bodies)('%s', async (_what, reply) => {
    // whatever is asked: REST services are asked by their addresses
    const { endpoint } = await serve(new Proxy({}, { get: () => reply }));
    const call = createCaller({
      credentials: async () => ({ accessKeyId: 'AKIAPLAYED', secretAccessKey: 'played' }),
      maxAttempts: 1,
      endpoint,
    });
    closing.push(call.close);
    for (const { sdk, client, operation, required } of uses) {
      const outcome = await call({ sdk, client, operation, region: 'eu-west-1', input: INPUT, required }).catch(
        (thrown: Error & { error?: object }) => ({ ...thrown, text: `${thrown.message} ${thrown.stack}` }),
      );
      if ('error' in outcome) expect(JSON.stringify(outcome), operation).not.toContain(secret);
    }
  });
});

/** What the operations above put into their addresses. */
const INPUT = {
  ...{
    InstanceId: 'i-1',
    Attribute: 'userData',
    LaunchTemplateId: 'lt-1',
    Name: 'n',
    stateMachineArn: 'arn',
    appId: 'a',
  },
  ...{ restApiId: 'r', taskDefinition: 't', names: ['n'], pipelineId: 'p', NotebookInstanceLifecycleConfigName: 'n' },
};
