import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHandler, type Handler } from '../../src/lambda/handler.ts';
import { type Asked, ok, type Reply, refuse, serve } from '../aws/server.ts';
import { KEYS } from '../cli/kms-account.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
export const keyArn = (id: string): string => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;

export interface Key {
  policy?: string;
  rotates?: boolean;
  state?: string;
}

/** An account with some keys that tests change; SNS takes what is published. */
export interface KmsAccount {
  readonly keys: Map<string, Key>;
  /** Operations that answer otherwise. */
  readonly replies: Record<string, Reply>;
  readonly asked: readonly Asked[];
  readonly endpoint: string;
}

export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:news`;

export async function kmsAccount(keys: Readonly<Record<string, Key>>): Promise<KmsAccount> {
  const held = new Map(Object.entries(keys));
  const about =
    (answer: (key: Key, id: string) => object): Reply =>
    (response, asked, count) => {
      const id = String(asked.input['KeyId']).replace(/^.*\//, '');
      const key = held.get(id);
      (key ? ok(answer(key, id)) : refuse('NotFoundException'))(response, asked, count);
    };
  const replies: Record<string, Reply> = {
    ...KEYS,
    ListKeys: (response, asked, count) => {
      const Keys = [...held.keys()].map((KeyId) => ({ KeyId, KeyArn: keyArn(KeyId) }));
      ok({ Keys, Truncated: false })(response, asked, count);
    },
    DescribeKey: about(({ state = 'Enabled' }, KeyId) => ({
      KeyMetadata: {
        KeyId,
        KeyManager: 'CUSTOMER',
        KeyState: state,
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: 'AWS_KMS',
        CreationDate: 1_700_000_000,
      },
    })),
    GetKeyPolicy: about(({ policy = '{"Version":"2012-10-17","Statement":[]}' }) => ({ Policy: policy })),
    GetKeyRotationStatus: about(({ rotates = true }) => ({ KeyRotationEnabled: rotates })),
    GetKeyLastUsage: about(() => ({ TrackingStartDate: 1_700_000_000 })),
  };
  const { endpoint, asked } = await serve(replies);
  return { keys: held, replies, asked, endpoint };
}

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-lambda-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What Lambda's environment would hold. */
export const envFor = (endpoint: string, state: string, sendTo = 's3'): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  SEALSCAN_STATE: state,
  SEALSCAN_SEND_TO: sendTo,
  SEALSCAN_SERVICES: 'kms',
});

export const handlerFor = (endpoint: string, state: string, sendTo?: string): Handler =>
  createHandler(envFor(endpoint, state, sendTo));

/** A message as receivers get it. */
export interface Doc {
  readonly sequence: number;
  readonly cause: object;
  readonly part: number;
  readonly parts: number;
  readonly news: readonly {
    readonly change: string;
    readonly finding: {
      readonly id: string;
      readonly rule: string;
      readonly verdict: string;
      readonly resource: { readonly id: string };
      readonly reasons?: readonly { readonly class: string }[];
    };
  }[];
}

/** What the receiver `s3` got, in order. */
export function messages(state: string): readonly Doc[] {
  const folder = join(state, 'news');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Doc);
}

/** `opened RULE VERDICT KEY`, a line for each of the news. */
export const told = (doc: Doc | undefined): readonly string[] =>
  (doc?.news ?? []).map(
    ({ change, finding }) => `${change} ${finding.rule} ${finding.verdict} ${finding.resource.id.replace(/^.*\//, '')}`,
  );

let count = 0;

/** An event as EventBridge brings it. */
export const event = (
  eventName: string,
  requestParameters: object,
  { time = new Date().toISOString(), ...rest }: { time?: string; [member: string]: unknown } = {},
): object => ({
  version: '0',
  id: `event-${++count}`,
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.kms',
  account: ACCOUNT,
  time,
  region: REGION,
  detail: {
    eventVersion: '1.09',
    eventTime: time,
    eventSource: 'kms.amazonaws.com',
    eventName,
    awsRegion: REGION,
    requestParameters,
    responseElements: null,
    readOnly: false,
    ...rest,
  },
});
