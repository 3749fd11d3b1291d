import { expect, test } from 'vitest';
import { world as appflow } from '../worlds/appflow.ts';
import { world as apprunner } from '../worlds/apprunner.ts';
import { world as codeartifact } from '../worlds/codeartifact.ts';
import { world as mwaa } from '../worlds/mwaa.ts';
import type { World } from '../worlds.ts';
import { recordWorld } from '../worlds.ts';
import { play } from './play.ts';

/** Services of which sealscan asks one thing only: whose key it is. */
const services: readonly (readonly [string, World, string, string])[] = [
  ['appflow', appflow, 'appflow-flow-key-level', 'appflow:DescribeFlow'],
  ['apprunner', apprunner, 'apprunner-service-key-level', 'apprunner:DescribeService'],
  ['mwaa', mwaa, 'mwaa-environment-key-level', 'airflow:GetEnvironment'],
];

test.each(services)(
  '%s: the key is the customer’s, or AWS’s, or not seen',
  async (service, world, rule, permission) => {
    const { verdicts, finding } = await play(world.answers, { rules: [service] });
    expect(verdicts(rule)).toEqual({ sealed: 'pass', default: 'fail', denied: 'unknown' });
    expect(finding(rule, 'denied').reasons[0]).toMatchObject({ class: 'denied', permission });
    expect(await recordWorld(service)).not.toContain('not-to-be-stored');
  },
);

test('CodeArtifact says it all in its list', async () => {
  const rule = 'codeartifact-domain-key-level';
  const { verdicts } = await play(codeartifact.answers, { rules: ['codeartifact'] });
  expect(verdicts(rule)).toEqual({ sealed: 'pass', default: 'fail' });
  const { finding } = await play(codeartifact.answers, { rules: ['codeartifact'], regions: ['us-east-1'] });
  expect(finding(rule, '*').reasons[0]).toMatchObject({ class: 'denied', permission: 'codeartifact:ListDomains' });
});
