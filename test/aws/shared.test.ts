import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCaller } from '../../src/aws/caller.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import { ok, serve } from './server.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
afterEach(() => {
  vi.unstubAllEnvs();
});

const requestOf = (sdk: string, client: string, operation: string, region = 'eu-west-1'): CallRequest => ({
  sdk,
  client,
  operation,
  region,
  input: {},
});
const LIST_KEYS = requestOf('kms', 'KMSClient', 'ListKeys');

async function world() {
  const served = await serve({ ListKeys: ok({ Keys: [] }), ListSecrets: ok({ SecretList: [] }) });
  const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  return { ...served, call: createCaller({ credentials, maxAttempts: 1, endpoint: served.endpoint }) };
}

describe('clients', () => {
  test('of all services and regions behind one endpoint share its connections', async () => {
    const { call, asked, connections } = await world();
    await call(LIST_KEYS);
    await call({ ...LIST_KEYS, region: 'us-east-1' });
    await call(requestOf('secrets-manager', 'SecretsManagerClient', 'ListSecrets'));
    await call.close();
    expect(asked.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1', 'eu-west-1']);
    expect(connections()).toBe(1);
  });

  test('connect anew after they were closed', async () => {
    const { call, asked, connections } = await world();
    await call(LIST_KEYS);
    await call.close();
    await call(LIST_KEYS);
    await call.close();
    expect([asked.length, connections()]).toEqual([2, 2]);
  });

  test('do what the environment says of all of them', async () => {
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
    const { call, asked } = await world();
    const refused = { error: { message: expect.stringContaining('FIPS and custom endpoint are not supported') } };
    await expect(call(LIST_KEYS)).rejects.toMatchObject(refused);
    await expect(call(requestOf('sts', 'STSClient', 'GetCallerIdentity'))).rejects.toMatchObject(refused);
    await call.close();
    expect(asked).toEqual([]);
  });
});
