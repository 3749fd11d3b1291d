import * as RDS from '@aws-sdk/client-rds';
import { EU, each, PARTNER, type Seeding, US } from './context.ts';

const SNAPSHOTS = [
  { region: EU, of: 'orders-prod-db', name: 'orders-prod-before-upgrade', age: 20, sharedWith: [] },
  { region: EU, of: 'catalog-db', name: 'catalog-db-copy', age: 60, sharedWith: ['all'] },
  { region: EU, of: 'ledger-reports-db', name: 'ledger-reports-for-clearing', age: 45, sharedWith: [PARTNER] },
  { region: EU, of: 'orders-archive-db', name: 'orders-archive-last', age: 500, sharedWith: [] },
  { region: US, of: 'legacy-crm-db', name: 'legacy-crm-2024', age: 700, sharedWith: [PARTNER] },
  { region: US, of: 'billing-db', name: 'billing-quarter', age: 40, sharedWith: [] },
] as const;

const CLUSTER_SNAPSHOTS = [
  { region: EU, of: 'payments-aurora', name: 'payments-aurora-quarter', age: 40, sharedWith: [] },
  { region: EU, of: 'catalog-aurora', name: 'catalog-aurora-for-partner', age: 70, sharedWith: [PARTNER] },
  { region: EU, of: 'identity-aurora', name: 'identity-aurora-before-move', age: 15, sharedWith: [] },
] as const;

/** Manual snapshots: sealed, open, public, shared with the partner. */
export async function seedDatabaseCopies(seeding: Seeding): Promise<void> {
  const restore = (ValuesToAdd: readonly string[]) => ({ AttributeName: 'restore', ValuesToAdd: [...ValuesToAdd] });
  await each(SNAPSHOTS, async ({ region, of, name: DBSnapshotIdentifier, age, sharedWith }) => {
    const rds = seeding.rds(region);
    await seeding.daysAgo(age);
    await rds.send(new RDS.CreateDBSnapshotCommand({ DBSnapshotIdentifier, DBInstanceIdentifier: of }));
    if (sharedWith.length > 0)
      await rds.send(new RDS.ModifyDBSnapshotAttributeCommand({ DBSnapshotIdentifier, ...restore(sharedWith) }));
  });
  await each(CLUSTER_SNAPSHOTS, async ({ region, of, name: DBClusterSnapshotIdentifier, age, sharedWith }) => {
    const rds = seeding.rds(region);
    await seeding.daysAgo(age);
    await rds.send(new RDS.CreateDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier, DBClusterIdentifier: of }));
    if (sharedWith.length > 0)
      await rds.send(
        new RDS.ModifyDBClusterSnapshotAttributeCommand({ DBClusterSnapshotIdentifier, ...restore(sharedWith) }),
      );
  });
}
