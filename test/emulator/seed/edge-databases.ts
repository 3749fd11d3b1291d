import * as RDS from '@aws-sdk/client-rds';
import { EU, each, type Seeding } from './context.ts';
import { PARTNER_KEY } from './ec2.ts';
import { makeCluster, makeInstance } from './rds.ts';

const aurora = { region: EU, engine: 'aurora-postgresql', version: '15.4' } as const;
const postgres = { region: EU, engine: 'postgres', version: '16.4' } as const;

const CLUSTERS = [
  { ...aurora, name: 'sandbox-aurora', age: 400, key: 'sandbox-databases' },
  { ...aurora, name: 'vendor-aurora', age: 105, key: PARTNER_KEY },
  { ...aurora, name: 'workshop-aurora', age: 210, key: 'none' },
] as const;

const INSTANCES = [
  { ...postgres, name: 'sandbox-db', age: 410, key: 'sandbox-databases' },
  { ...postgres, name: 'vendor-db', age: 95, key: PARTNER_KEY },
] as const;

/** Databases under a key that is disabled, under one of another account, and under none, with copies of each. */
export async function seedEdgeDatabases(seeding: Seeding): Promise<void> {
  await each(CLUSTERS, (cluster) => makeCluster(seeding, cluster));
  await each(INSTANCES, (instance) => makeInstance(seeding, instance));
  await seeding.daysAgo(50);
  const rds = seeding.rds(EU);
  await each(CLUSTERS, ({ name }) =>
    rds.send(
      new RDS.CreateDBClusterSnapshotCommand({
        DBClusterIdentifier: name,
        DBClusterSnapshotIdentifier: `${name}-copy`,
      }),
    ),
  );
  await each(INSTANCES, ({ name }) =>
    rds.send(new RDS.CreateDBSnapshotCommand({ DBInstanceIdentifier: name, DBSnapshotIdentifier: `${name}-copy` })),
  );
  await rds.send(
    new RDS.ModifyDBClusterSnapshotAttributeCommand({
      DBClusterSnapshotIdentifier: 'workshop-aurora-copy',
      AttributeName: 'restore',
      ValuesToAdd: ['all'],
    }),
  );
}
