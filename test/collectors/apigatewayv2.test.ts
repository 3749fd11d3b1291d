import { expect, test } from 'vitest';
import { world } from '../worlds/apigatewayv2.ts';
import { recordWorld } from '../worlds.ts';
import { play } from './play.ts';

test('private integrations of HTTP APIs need a TLS configuration', async () => {
  const { verdicts, finding, calls } = await play(world.answers, { rules: ['apigatewayv2'] });
  expect(verdicts('apigatewayv2-private-integration-https')).toEqual({
    good: 'pass',
    plain: 'fail',
    denied: 'unknown',
  });
  expect(finding('apigatewayv2-private-integration-https', 'plain').message).toContain('i3');
  expect(finding('apigatewayv2-private-integration-https', 'denied').reasons[0]).toMatchObject({
    class: 'denied',
    permission: 'apigateway:GET',
  });
  expect(calls.filter((call) => call === 'apigatewayv2:GetIntegrations')).toHaveLength(5);
});

test('addresses of back ends are not stored', async () => {
  expect(await recordWorld('apigatewayv2')).not.toContain('not-to-be-stored');
});
