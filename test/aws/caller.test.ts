import { describe, expect, test } from 'vitest';
import { type CallerOptions, createCaller } from '../../src/aws/caller.ts';
import type { CallRequest } from '../../src/collect/call.ts';
import { cutConnection, inTurn, ok, type Reply, raw, refuse, serve } from './server.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const SECRET = { accessKeyId: 'AKIAOLD', secretAccessKey: 'secret-access-key', sessionToken: 'session-token' };
const LIST_KEYS: CallRequest = {
  sdk: 'kms',
  client: 'KMSClient',
  operation: 'ListKeys',
  region: 'eu-west-1',
  input: { Limit: 10 },
  required: ['Keys'],
};

/** Calls ListKeys of a service that replies so, and tells what came of it. */
async function called(reply: Reply, options: Partial<CallerOptions> = {}) {
  const { endpoint, asked } = await serve({ ListKeys: reply });
  const call = createCaller({ credentials: async () => SECRET, maxAttempts: 3, endpoint, ...options });
  const outcome = await call(LIST_KEYS).then(
    (answer) => ({ answer }),
    (thrown: Error) => ({ thrown }),
  );
  const error = 'thrown' in outcome ? (outcome.thrown as { error?: unknown }).error : undefined;
  return { ...outcome, error, asked };
}
const KEYS = ok({ Keys: [{ KeyId: 'k' }] });
const whole = { answer: expect.objectContaining({ Keys: [{ KeyId: 'k' }] }) };

describe('what a call recovers from', () => {
  test.each([
    ['an empty 200', raw(200, '')],
    ['an empty object', ok({})],
    ['a null member', ok({ Keys: null })],
    ['a body that was cut', raw(200, '{"Keys":[{"KeyI')],
    ['an HTML page with 200', raw(200, '<html>maintenance</html>')],
    ['an error that was cut', raw(400, '{"__type":"AccessDen')],
    ['a connection that was cut', cutConnection],
    ['throttling', refuse('ThrottlingException')],
    ['a server that is out of order', refuse('KMSInternalException', 'try again', 500)],
  ])('%s', async (_, fault) => {
    const seen = await called(inTurn(fault, KEYS));
    expect(seen).toMatchObject(whole);
    expect(seen.asked).toHaveLength(2);
  });

  test('throttling twice', async () => {
    expect(await called(inTurn(refuse('ThrottlingException'), refuse('ThrottlingException'), KEYS))).toMatchObject(
      whole,
    );
  });
});

describe('what a call does not recover from', () => {
  test('an answer without the member for ever is a fault, never "no keys"', async () => {
    const seen = await called(ok({ Truncated: false }));
    expect(seen.error).toEqual({ operation: 'kms:ListKeys', code: 'MissingMember', message: 'the answer has no Keys' });
    expect(seen.asked).toHaveLength(3);
  });

  test.each([
    ['empty', raw(200, ''), 'the answer is empty'],
    ['cut', raw(200, '{"Keys":['), 'the answer is cut'],
    ['HTML', raw(200, '<!doctype html><p>Sign in</p>'), 'the answer is a page of HTML'],
  ])('a body that stays %s is malformed', async (_, reply, message) => {
    const seen = await called(reply);
    expect(seen.error).toEqual({ operation: 'kms:ListKeys', code: 'MalformedAnswer', message });
    expect(seen.asked).toHaveLength(3);
  });

  test.each(['AccessDeniedException', 'NotFoundException', 'InvalidArnException'])('%s is asked once', async (code) => {
    const seen = await called(refuse(code, 'you may not'));
    expect(seen.error).toEqual({ operation: 'kms:ListKeys', code, message: 'you may not' });
    expect(seen.asked).toHaveLength(1);
  });

  test('throttling to the end says so, after the attempts of the SDK and no more', async () => {
    const seen = await called(refuse('ThrottlingException'));
    expect(seen.error).toMatchObject({ code: 'ThrottlingException' });
    expect(seen.asked).toHaveLength(3);
  });

  test.each([
    ['an HTML page', raw(500, '<html>not implemented</html>', 'text/html')],
    ['no page', raw(404, '', 'text/html')],
    ['a text', raw(501, 'Not implemented', 'text/plain')],
  ])('an endpoint that answers %s lacks the operation, and is not asked for minutes', async (_, reply) => {
    const start = Date.now();
    const seen = await called(reply, { maxAttempts: 2 });
    expect(seen.error).toEqual({
      operation: 'kms:ListKeys',
      code: 'NotImplementedByEndpoint',
      message: 'the endpoint does not implement this operation',
    });
    expect(seen.asked.length).toBeLessThanOrEqual(2);
    expect(Date.now() - start).toBeLessThan(3_000);
  });

  test('an endpoint that is not there', async () => {
    const seen = await called(KEYS, { endpoint: 'http://127.0.0.1:1', maxAttempts: 2 });
    expect(seen.error).toMatchObject({ operation: 'kms:ListKeys', code: 'ECONNREFUSED' });
  });
});

describe('credentials', () => {
  const ofOld =
    (expired: Reply): Reply =>
    (response, asked, count) =>
      (asked.key === 'AKIAOLD' ? expired : KEYS)(response, asked, count);
  const NEW = { ...SECRET, accessKeyId: 'AKIANEW' };

  test.each(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'])(
    'that the server calls %s are asked for again',
    async (code) => {
      const forced: (boolean | undefined)[] = [];
      let current = SECRET;
      const credentials = async (options?: { forceRefresh?: boolean }) => {
        forced.push(options?.forceRefresh);
        if (options?.forceRefresh) current = NEW;
        return current;
      };
      const seen = await called(ofOld(refuse(code, 'The security token included in the request is expired')), {
        credentials,
      });
      expect(seen).toMatchObject(whole);
      expect(forced).toContain(true);
      expect(seen.asked.at(-1)?.key).toBe('AKIANEW');
    },
  );

  test('that cannot be refreshed leave a call that was cut, so that the rest is kept', async () => {
    const credentials = async (options?: { forceRefresh?: boolean }) => {
      if (options?.forceRefresh) throw Object.assign(new Error('sign in again'), { name: 'CredentialsProviderError' });
      return SECRET;
    };
    const seen = await called(refuse('ExpiredTokenException', 'expired'), { credentials });
    expect(seen.error).toMatchObject({ operation: 'kms:ListKeys', code: 'ExpiredTokenException' });
  });

  test('that were never there end everything', async () => {
    const credentials = async () => {
      throw Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      });
    };
    const seen = await called(KEYS, { credentials });
    expect(seen).toMatchObject({ thrown: { name: 'NoCredentials' }, asked: [] });
  });

  test('that end in the middle cut the calls after them, and keep those before', async () => {
    const { endpoint } = await serve({ ListKeys: KEYS });
    let gone = false;
    const credentials = async () => {
      if (gone) throw Object.assign(new Error('The SSO session has expired'), { name: 'CredentialsProviderError' });
      return { ...SECRET, expiration: new Date(Date.now() + 1000) };
    };
    const call = createCaller({ credentials, maxAttempts: 1, endpoint });
    await call(LIST_KEYS);
    gone = true;
    await expect(call({ ...LIST_KEYS, region: 'us-east-1' })).rejects.toMatchObject({
      error: { operation: 'kms:ListKeys', code: 'ExpiredCredentials' },
    });
  });
});

describe('an interruption', () => {
  test('ends the call in flight', async () => {
    const abort = new AbortController();
    const hang: Reply = () => setTimeout(() => abort.abort(), 20);
    const seen = await called(hang, { signal: abort.signal });
    expect(seen.error).toEqual({ operation: 'kms:ListKeys', code: 'Interrupted', message: 'the scan was interrupted' });
  });

  test('lets no further call begin', async () => {
    const seen = await called(KEYS, { signal: AbortSignal.abort() });
    expect(seen.error).toMatchObject({ code: 'Interrupted' });
    expect(seen.asked).toEqual([]);
  });
});

describe('what is kept of an error', () => {
  test.each([
    ['a request id', 'No access (Service: Kms, Request ID: 6f1c-77)', /6f1c/],
    ['a host id', 'Access Denied, Host ID: ab/cd+ef=', /ab\/cd/],
    ['an encoded message', 'Not authorized. Encoded authorization failure message: Zm9vYmFy', /Zm9v/],
    [
      'a canonical string',
      'The signature does not match. The Canonical String for this request should have been "POST x-amz-security-token:t0k"',
      /t0k|Canonical/,
    ],
    ['a thousand lines', `a\n${'b\n'.repeat(1000)}`, /\n/],
  ])('is not %s', async (_, message, unwanted) => {
    const { error } = await called(refuse('AccessDeniedException', message));
    expect(JSON.stringify(error)).not.toMatch(unwanted);
    expect(JSON.stringify(error).length).toBeLessThan(700);
    expect((error as { message: string }).message).toMatch(/^\S/);
  });

  test('is name, code and message: no header, no credentials, no request', async () => {
    const seen = await called(refuse('AccessDeniedException', 'no'));
    const { thrown } = seen as { thrown: Error };
    const all = JSON.stringify([seen.error, { ...thrown }, thrown.message, thrown.stack]);
    expect(all).not.toMatch(/session-token|secret-access-key|request-id-in-a-header|AKIAOLD/);
  });
});
