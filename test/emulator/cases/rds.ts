import * as KMS from '@aws-sdk/client-kms';
import * as RDS from '@aws-sdk/client-rds';
import { expect } from 'vitest';
import { DR, EU, keyOf, type Seeding, US } from '../seed/context.ts';
import type { Case, Cases } from './case.ts';

const instanceNamed = async (acme: Seeding, DBInstanceIdentifier: string) =>
  (await acme.rds(EU).send(new RDS.DescribeDBInstancesCommand({ DBInstanceIdentifier }))).DBInstances?.[0];

const parameter = async (acme: Seeding, DBParameterGroupName: string, name: string) => {
  const { Parameters } = await acme.rds(EU).send(new RDS.DescribeDBParametersCommand({ DBParameterGroupName }));
  return Parameters?.find((one) => one.ParameterName === name);
};

const keyLost: Case = async ({ acme }) => {
  const { KeyMetadata } = await acme.kms(DR).send(new KMS.CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  const sealed = { StorageEncrypted: true, KmsKeyId: KeyMetadata?.Arn, DBClusterIdentifier: `case-${KeyId}` };
  const engine = { Engine: 'aurora-postgresql', MasterUsername: 'seed', MasterUserPassword: 'not-a-password-1' };
  const rds = acme.rds(DR);
  await rds.send(new RDS.CreateDBClusterCommand({ ...sealed, ...engine }));
  const state = async () =>
    (await rds.send(new RDS.DescribeDBClustersCommand({ DBClusterIdentifier: `case-${KeyId}` }))).DBClusters?.[0]
      ?.Status;
  await acme.kms(DR).send(new KMS.DisableKeyCommand({ KeyId }));
  expect(await state()).toBe('inaccessible-encryption-credentials-recoverable');
  await acme.kms(DR).send(new KMS.EnableKeyCommand({ KeyId }));
  expect(await state()).toBe('available');
};

export const rdsCases: Cases = {
  'CreateDBInstance turns Performance Insights on': async ({ acme }) => {
    const PerformanceInsightsKMSKeyId = keyOf(acme, EU, 'orders-prod');
    expect(await instanceNamed(acme, 'orders-prod-db')).toMatchObject({
      PerformanceInsightsEnabled: true,
      PerformanceInsightsKMSKeyId,
    });
    expect((await instanceNamed(acme, 'catalog-db'))?.PerformanceInsightsEnabled).toBe(false);
  },
  'an instance names its key by ARN, its default group and its CA as RDS does': async ({ acme }) => {
    const erp = await instanceNamed(acme, 'erp-db');
    expect(erp?.KmsKeyId).toMatch(/^arn:aws:kms:eu-west-1:123456789012:key\//);
    expect(erp?.CertificateDetails).toEqual({
      CAIdentifier: 'rds-ca-rsa2048-g1',
      ValidTill: new Date('2027-10-24T08:00:00Z'),
    });
    expect((await instanceNamed(acme, 'hr-db'))?.DBParameterGroups?.[0]?.DBParameterGroupName).toBe(
      'default.oracle-ee-19',
    );
    expect((await instanceNamed(acme, 'orders-archive-db'))?.CertificateDetails?.ValidTill).toEqual(
      new Date('2024-08-22T17:08:50Z'),
    );
    expect(erp?.DbiResourceId).not.toBe((await instanceNamed(acme, 'hr-db'))?.DbiResourceId);
  },
  'an unencrypted cluster has no key, and a default group of its engine': async ({ acme }) => {
    const { DBClusters } = await acme
      .rds(EU)
      .send(new RDS.DescribeDBClustersCommand({ DBClusterIdentifier: 'catalog-aurora' }));
    expect(DBClusters?.[0]).toMatchObject({
      StorageEncrypted: false,
      DBClusterParameterGroup: 'default.aurora-mysql8.0',
    });
    expect(DBClusters?.[0]?.KmsKeyId).toBeUndefined();
  },
  'an instance whose key cannot be used is inaccessible': async ({ acme }) => {
    expect((await instanceNamed(acme, 'orders-archive-db'))?.DBInstanceStatus).toBe(
      'inaccessible-encryption-credentials',
    );
    expect((await instanceNamed(acme, 'orders-prod-db'))?.DBInstanceStatus).toBe('available');
  },
  'a cluster whose key cannot be used is inaccessible': keyLost,
  'a key remembers since when it cannot be used': keyLost,
  'a snapshot names its key by ARN': async ({ acme }) => {
    const { DBSnapshots = [] } = await acme.rds(EU).send(new RDS.DescribeDBSnapshotsCommand({}));
    expect(
      DBSnapshots.every((one) => (one.Encrypted ? one.KmsKeyId?.includes(':key/') : one.KmsKeyId === undefined)),
    ).toBe(true);
    expect(DBSnapshots.some((one) => one.Engine?.startsWith('aurora'))).toBe(false);
  },
  'a cluster snapshot names its key by ARN': async ({ acme }) => {
    const { DBClusterSnapshots = [] } = await acme.rds(EU).send(new RDS.DescribeDBClusterSnapshotsCommand({}));
    expect(DBClusterSnapshots.length).toBeGreaterThan(3);
    expect(
      DBClusterSnapshots.every((one) =>
        one.StorageEncrypted ? one.KmsKeyId?.includes(':key/') : one.KmsKeyId === undefined,
      ),
    ).toBe(true);
  },
  DescribeCertificates: async ({ acme }) => {
    const { Certificates } = await acme.rds(US).send(new RDS.DescribeCertificatesCommand({}));
    expect(Certificates?.map((one) => one.CertificateIdentifier)).toContain('rds-ca-rsa2048-g1');
  },
  'a parameter group holds every parameter of its family': async ({ acme }) => {
    expect(await parameter(acme, 'default.postgres16', 'rds.force_ssl')).toMatchObject({
      ParameterValue: '1',
      Source: 'system',
    });
    expect(await parameter(acme, 'default.postgres13', 'rds.force_ssl')).toMatchObject({ ParameterValue: '0' });
    expect(await parameter(acme, 'acme-postgres16-open', 'rds.force_ssl')).toMatchObject({
      ParameterValue: '0',
      Source: 'user',
      DataType: 'boolean',
    });
    expect(await parameter(acme, 'acme-mysql80-tls', 'require_secure_transport')).toMatchObject({
      ParameterValue: '1',
      Source: 'user',
    });
    expect(await parameter(acme, 'acme-sqlserver-old-clients', 'rds.force_ssl')).toMatchObject({
      ParameterValue: '0',
      Source: 'engine-default',
    });
    const { Parameters } = await acme
      .rds(EU)
      .send(new RDS.DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: 'default.aurora-mysql8.0' }));
    expect(Parameters?.find((one) => one.ParameterName === 'require_secure_transport')?.ParameterValue).toBe('OFF');
  },
  'default parameter groups are spelled as RDS does': async ({ acme }) => {
    const { DBParameterGroups } = await acme.rds(EU).send(new RDS.DescribeDBParameterGroupsCommand({}));
    const names = DBParameterGroups?.map((group) => group.DBParameterGroupName);
    expect(names).toEqual(
      expect.arrayContaining(['default.oracle-ee-19', 'default.aurora-mysql8.0', 'default.postgres16']),
    );
    const named = await acme
      .rds(EU)
      .send(new RDS.DescribeDBParameterGroupsCommand({ DBParameterGroupName: 'default.oracle-ee-19' }));
    expect(named.DBParameterGroups).toHaveLength(1);
  },
  'clusters without a group of their own use a default one': async ({ acme }) => {
    const { DBClusterParameterGroups } = await acme.rds(EU).send(new RDS.DescribeDBClusterParameterGroupsCommand({}));
    expect(DBClusterParameterGroups?.map((group) => group.DBClusterParameterGroupName)).toContain(
      'default.aurora-mysql8.0',
    );
  },
  'DescribeOptionGroups lists all when it is given no name': async ({ acme }) => {
    expect((await acme.rds(EU).send(new RDS.DescribeOptionGroupsCommand({}))).OptionGroupsList).toEqual([]);
  },
};
