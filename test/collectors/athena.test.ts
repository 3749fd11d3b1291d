import { expect, test } from 'vitest';
import { world } from '../worlds/athena.ts';
import { play } from './play.ts';

const options = { rules: ['athena'] };
const sealed = { s3: 'pass', kms: 'pass', client: 'pass', managed: 'pass', 'managed-own': 'pass', denied: 'unknown' };

test.each(['athena-workgroup-encrypted', 'athena-workgroup-enforces-config'])('%s', async (rule) => {
  const { verdicts, finding } = await play(world.answers, options);
  expect(verdicts(rule)).toEqual({ ...sealed, primary: 'fail' });
  expect(finding(rule, 'denied').reasons[0]).toMatchObject({ class: 'denied', permission: 'athena:GetWorkGroup' });
});

test('who holds the key of the results, and what is client-side', async () => {
  const { graph } = await play(world.answers, options);
  const found: Record<string, unknown> = {};
  for await (const resource of graph.resources()) {
    if (resource.type !== 'aws.athena.workgroup') continue;
    found[resource.name] = [resource.read('custody'), resource.read('clientSide')];
  }
  const owned = { min: 'aws-owned', max: 'aws-owned' };
  const own = { min: 'customer-managed', max: 'customer-managed' };
  expect(found).toMatchObject({
    s3: [owned, false],
    kms: [own, false],
    client: [own, true],
    managed: [owned, false],
    'managed-own': [own, false],
    primary: [{ unknown: { class: 'failed' } }, false],
  });
});
