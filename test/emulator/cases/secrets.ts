import * as Secrets from '@aws-sdk/client-secrets-manager';
import { expect } from 'vitest';
import { DR, EU, type Seeding, US } from '../seed/context.ts';
import type { Case, Cases } from './case.ts';

const describe = (acme: Seeding, region: string, SecretId: string) =>
  acme.secrets(region).send(new Secrets.DescribeSecretCommand({ SecretId }));

const described: Case = async ({ acme }) => {
  expect(await describe(acme, EU, 'orders/prod/db')).toMatchObject({
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: 30 },
    LastRotatedDate: new Date('2026-11-04T08:00:00Z'),
    NextRotationDate: new Date('2026-12-04T08:00:00Z'),
    LastAccessedDate: new Date('2026-11-15T00:00:00Z'),
  });
  const never = await describe(acme, EU, 'hr/oracle');
  expect([never.RotationEnabled, never.LastRotatedDate, never.LastAccessedDate]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
};

const replicas: Case = async ({ acme }) => {
  const { ReplicationStatus } = await describe(acme, EU, 'identity/prod/saml');
  expect(ReplicationStatus?.map(({ Region, KmsKeyId }) => [Region, KmsKeyId])).toEqual([
    [US, 'alias/global-identity'],
    [DR, 'alias/aws/secretsmanager'],
  ]);
  expect(await describe(acme, US, 'identity/prod/saml')).toMatchObject({
    PrimaryRegion: EU,
    KmsKeyId: 'alias/global-identity',
  });
  expect((await describe(acme, DR, 'identity/prod/saml')).KmsKeyId).toBeUndefined();
};

export const secretsCases: Cases = {
  'a replica has its primary’s policy': async ({ acme }) => {
    const { ARN } = await describe(acme, US, 'identity/prod/saml');
    const answer = await acme.secrets(US).send(new Secrets.GetResourcePolicyCommand({ SecretId: ARN }));
    expect([answer.ARN, answer.ResourcePolicy]).toEqual([ARN, undefined]);
  },
  'RotateSecret turns rotation on and rotates': described,
  'reading a secret’s value leaves a day behind': described,
  'each replica has the key that was asked for': replicas,
  'DescribeSecret tells rotation, last access, the primary’s Region, the owning service and replicas’ keys': async (
    seen,
  ) => {
    await described(seen);
    await replicas(seen);
  },
  'ListSecrets tells rotation, last access, the primary’s Region and the owning service': async ({ acme }) => {
    const { SecretList } = await acme.secrets(EU).send(new Secrets.ListSecretsCommand({}));
    const overdue = SecretList?.find((secret) => secret.Name === 'catalog/prod/db');
    expect(overdue).toMatchObject({
      RotationEnabled: true,
      LastRotatedDate: new Date('2026-04-14T08:00:00Z'),
      LastAccessedDate: new Date('2026-11-14T00:00:00Z'),
    });
    expect(overdue?.PrimaryRegion, 'not replicated').toBeUndefined();
    expect(SecretList?.find((secret) => secret.Name === 'identity/prod/saml')?.PrimaryRegion).toBe(EU);
    await acme.secrets(DR).send(new Secrets.CreateSecretCommand({ Name: 'rds!db-case', SecretString: 'seeded' }));
    expect((await describe(acme, DR, 'rds!db-case')).OwningService).toBe('rds');
    expect(
      SecretList?.some((secret) => secret.Name === 'old/ftp'),
      'planned deletion is not listed',
    ).toBe(false);
  },
};
