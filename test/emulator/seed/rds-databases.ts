import type * as RDS from '@aws-sdk/client-rds';
import { DR, EU, US } from './context.ts';

/** One instance or cluster of Acme's. */
export interface Database {
  readonly name: string;
  readonly region: string;
  readonly age: number;
  readonly engine: string;
  readonly version: string;
  /** `none`, `aws`, an alias of the Region, or a key ARN. */
  readonly key: string;
  readonly group?: string;
  readonly cluster?: string;
  readonly more?: Partial<RDS.CreateDBInstanceMessage>;
}

export const CLUSTERS: readonly Database[] = [
  {
    name: 'payments-aurora',
    region: EU,
    age: 480,
    engine: 'aurora-postgresql',
    version: '15.4',
    key: 'payments-ledger',
    group: 'acme-aurora-pg15-tls',
  },
  {
    name: 'catalog-aurora',
    region: EU,
    age: 700,
    engine: 'aurora-mysql',
    version: '8.0.mysql_aurora.3.04.0',
    key: 'none',
  },
  {
    name: 'identity-aurora',
    region: EU,
    age: 220,
    engine: 'aurora-mysql',
    version: '8.0.mysql_aurora.3.04.0',
    key: 'aws',
    group: 'acme-aurora-mysql8-tls',
  },
  { name: 'dr-orders-aurora', region: DR, age: 360, engine: 'aurora-postgresql', version: '15.4', key: 'dr-orders' },
];

const insights = (PerformanceInsightsKMSKeyId?: string) => ({
  EnablePerformanceInsights: true,
  PerformanceInsightsKMSKeyId,
});

export const INSTANCES: readonly Database[] = [
  {
    name: 'orders-prod-db',
    region: EU,
    age: 620,
    engine: 'postgres',
    version: '16.4',
    key: 'orders-prod',
    more: insights('alias/orders-prod'),
  },
  {
    name: 'orders-archive-db',
    region: EU,
    age: 1000,
    engine: 'postgres',
    version: '13.12',
    key: 'orders-archive',
    more: { CACertificateIdentifier: 'rds-ca-2019' },
  },
  {
    name: 'ledger-reports-db',
    region: EU,
    age: 300,
    engine: 'postgres',
    version: '13.12',
    key: 'payments-ledger',
    group: 'acme-postgres13-tls',
  },
  { name: 'catalog-db', region: EU, age: 800, engine: 'mysql', version: '8.0.35', key: 'none' },
  {
    name: 'shipping-db',
    region: EU,
    age: 400,
    engine: 'mysql',
    version: '8.0.35',
    key: 'aws',
    group: 'acme-mysql80-tls',
  },
  { name: 'wiki-db', region: EU, age: 900, engine: 'mariadb', version: '10.11.6', key: 'aws' },
  {
    name: 'support-db',
    region: EU,
    age: 260,
    engine: 'mariadb',
    version: '10.11.6',
    key: 'staging',
    group: 'acme-mariadb1011-tls',
  },
  {
    name: 'erp-db',
    region: EU,
    age: 750,
    engine: 'sqlserver-se',
    version: '15.00.4375.4.v1',
    key: 'aws',
    group: 'acme-sqlserver-old-clients',
  },
  {
    name: 'finance-db',
    region: EU,
    age: 200,
    engine: 'sqlserver-se',
    version: '15.00.4375.4.v1',
    key: 'payments-ledger',
    group: 'acme-sqlserver-hardened',
  },
  {
    name: 'hr-db',
    region: EU,
    age: 1200,
    engine: 'oracle-ee',
    version: '19.0.0.0.ru-2024-01.rur-2024-01.r1',
    key: 'aws',
  },
  {
    name: 'session-db',
    region: EU,
    age: 150,
    engine: 'postgres',
    version: '16.4',
    key: 'global-identity',
    group: 'acme-postgres16-open',
    more: insights(),
  },
  {
    name: 'payments-aurora-1',
    region: EU,
    age: 480,
    engine: 'aurora-postgresql',
    version: '15.4',
    key: 'none',
    cluster: 'payments-aurora',
  },
  {
    name: 'catalog-aurora-1',
    region: EU,
    age: 700,
    engine: 'aurora-mysql',
    version: '8.0.mysql_aurora.3.04.0',
    key: 'none',
    cluster: 'catalog-aurora',
  },
  {
    name: 'identity-aurora-1',
    region: EU,
    age: 220,
    engine: 'aurora-mysql',
    version: '8.0.mysql_aurora.3.04.0',
    key: 'none',
    cluster: 'identity-aurora',
  },
  { name: 'legacy-crm-db', region: US, age: 1300, engine: 'mysql', version: '8.0.35', key: 'none' },
  { name: 'billing-db', region: US, age: 590, engine: 'postgres', version: '16.4', key: 'billing-reports' },
  {
    name: 'dr-orders-aurora-1',
    region: DR,
    age: 360,
    engine: 'aurora-postgresql',
    version: '15.4',
    key: 'none',
    cluster: 'dr-orders-aurora',
  },
];
