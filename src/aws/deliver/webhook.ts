import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../collect/call.ts';

export interface Webhook {
  /** https only. */
  readonly url: string;
  /** ARN of an HMAC key of KMS: the secret never leaves it. */
  readonly key?: string | undefined;
  readonly call: Call;
  /** Seconds since 1970. */
  readonly now: () => number;
  /** Certificates that the receiver's is checked against, PEM; without them those that Node knows. */
  readonly ca?: string | undefined;
  /** Milliseconds before another attempt. */
  readonly backoff?: number;
}

const ATTEMPTS = 3;
const BACKOFF_MS = 500;
const TIMEOUT_MS = 10_000;

/**
 * Posts JSON. Receivers check `Sealscan-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA-256 of `v1:SECONDS:` and the hex
 * SHA-256 of the body, which KMS signs whatever the body's size (it takes 4,096 bytes).
 * @throws when the receiver did not answer with a 2xx; a 4xx but 408 and 429 is not tried again, and no redirect is followed
 */
export async function post(webhook: Webhook, body: string): Promise<void> {
  const signature = await signed(webhook, body);
  for (let attempt = 1; ; attempt++) {
    const status = await once(webhook, body, signature).catch((cause: Error) => cause);
    if (typeof status === 'number' && status >= 200 && status < 300) return;
    const isLasting = typeof status === 'number' && status < 500 && status !== 408 && status !== 429;
    if (isLasting || attempt === ATTEMPTS) throw new Error(`the webhook did not take it: ${said(status)}`);
    await pause((webhook.backoff ?? BACKOFF_MS) * 2 ** (attempt - 1));
  }
}

const said = (status: number | Error): string =>
  typeof status === 'number' ? `it answered ${status}` : ((status as { code?: string }).code ?? status.message);

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
async function signed({ key, call, now }: Webhook, body: string): Promise<Readonly<Record<string, string>>> {
  if (key === undefined) return {};
  const seconds = now();
  const Message = Buffer.from(`v1:${seconds}:${createHash('sha256').update(body).digest('hex')}`);
  const { Mac } = await call({
    sdk: 'kms',
    client: 'KMSClient',
    operation: 'GenerateMac',
    region: key.split(':')[3] ?? '',
    input: { KeyId: key, MacAlgorithm: 'HMAC_SHA_256', Message },
    required: ['Mac'],
  });
  return { 'sealscan-signature': `t=${seconds},v1=${Buffer.from(Mac as Uint8Array).toString('hex')}` };
}

function once({ url, ca }: Webhook, body: string, signature: Readonly<Record<string, string>>): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'sealscan',
    ...signature,
  };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, timeout: TIMEOUT_MS, ...(ca === undefined ? {} : { ca }) };
    const sending = request(url, options, (response) => {
      response.resume(); // what it says is not ours to read
      resolve(response.statusCode ?? 0);
    });
    sending.on('timeout', () => sending.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    sending.on('error', reject);
    sending.end(body);
  });
}
