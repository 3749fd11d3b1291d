import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { daysAfter, SEED_NOW } from '../world.ts';

/** What every part of the seed uses: clients by region, the clock, and the keys made so far. */
export interface Seeding {
  readonly kms: (region: string) => KMSClient;
  readonly ec2: (region: string) => EC2Client;
  readonly s3: (region: string) => S3Client;
  readonly rds: (region: string) => RDSClient;
  readonly cloudtrail: (region: string) => CloudTrailClient;
  readonly ssm: (region: string) => SSMClient;
  readonly secrets: (region: string) => SecretsManagerClient;
  /** Moves the emulator's clock; what is made next is that many days old when the account is looked at. */
  daysAgo(days: number): Promise<void>;
  /** For what plain moto lacks: there it is left out, and named in `skipped`. */
  corrected(what: string, make: () => Promise<void>): Promise<void>;
  readonly skipped: string[];
  /** ARNs by alias without `alias/`, per region. */
  readonly keys: Map<string, string>;
}

export const EU = 'eu-west-1';
export const US = 'us-east-1';
export const DR = 'eu-central-1';
/** A company that Acme shares with, and one that holds a key of Acme's. */
export const PARTNER = '444455556666';

export async function newSeeding(endpoint: string): Promise<Seeding> {
  const corrects = await setClock(endpoint, daysAfter(new Date(SEED_NOW), 0));
  const skipped: string[] = [];
  return {
    ...clients(endpoint),
    daysAgo: async (days) => void (await setClock(endpoint, daysAfter(new Date(SEED_NOW), -days))),
    corrected: async (what, make) => {
      if (corrects) await make();
      else skipped.push(what);
    },
    skipped,
    keys: new Map(),
  };
}

function clients(endpoint: string) {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const config = (region: string) => ({ region, endpoint, credentials, maxAttempts: 1 });
  return {
    kms: perRegion((region) => new KMSClient(config(region))),
    ec2: perRegion((region) => new EC2Client(config(region))),
    s3: perRegion((region) => new S3Client(config(region))),
    rds: perRegion((region) => new RDSClient(config(region))),
    cloudtrail: perRegion((region) => new CloudTrailClient(config(region))),
    ssm: perRegion((region) => new SSMClient(config(region))),
    secrets: perRegion((region) => new SecretsManagerClient(config(region))),
  };
}

function perRegion<Client>(make: (region: string) => Client): (region: string) => Client {
  const made = new Map<string, Client>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}

/** True when the emulator corrects; plain moto has no clock. */
async function setClock(endpoint: string, to: Date): Promise<boolean> {
  const response = await fetch(`${endpoint}/clock`, { method: 'PUT', body: to.toISOString() });
  await response.arrayBuffer();
  return response.status === 204;
}

/** The ARN of a key that the seed made. */
export function keyOf({ keys }: Seeding, region: string, alias: string): string {
  const arn = keys.get(`${region}/${alias}`);
  if (!arn) throw new Error(`the seed made no key ${alias} in ${region}`);
  return arn;
}

/** One after the other: moto's random ids are reproducible only in a fixed order of calls. */
export async function each<Item>(items: readonly Item[], make: (item: Item) => Promise<unknown>): Promise<void> {
  for (const item of items) await make(item);
}

export function tags(pairs: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(pairs).map(([Key, Value]) => ({ Key, Value }));
}
