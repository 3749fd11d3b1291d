import type * as SERVERLESS from '@aws-sdk/client-redshift-serverless';
import { sdk } from '../collect/descriptor.ts';
import { eachTime, restoring } from '../model/dependence.ts';
import { ownerOfAccount } from '../model/owner.ts';
import { OWNED_BY_AWS } from './redshift-storage.ts';

const serverless = sdk<typeof SERVERLESS>('redshift-serverless', 'RedshiftServerlessClient');

const PAGES = { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] } as const;

/** Always encrypted, by default under a key that AWS owns. https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html */
const seal = ({ kmsKeyId }: { readonly kmsKeyId?: string | undefined }): string | undefined =>
  kmsKeyId === OWNED_BY_AWS ? 'aws-owned' : kmsKeyId;

const SETTINGS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html */
export const workgroup = serverless
  .list(
    'aws.redshiftserverless.workgroup',
    'ListWorkgroups',
    {
      items: 'workgroups',
      paging: PAGES,
      members: {
        workgroupArn: true,
        workgroupName: true,
        configParameters: { parameterKey: true, parameterValue: true },
      },
    },
    {
      service: 'redshiftserverless',
      arn: 'arn:{partition}:redshift-serverless:{region}:{account}:workgroup/{id}',
      id: ({ item }) => item.workgroupArn,
    },
  )
  .named(({ item }) => item.workgroupName)
  .fields((t) => ({
    requireSsl: t.bool(({ item }) => {
      const ssl = item.configParameters?.find(({ parameterKey }) => parameterKey === 'require_ssl');
      return SETTINGS[ssl?.parameterValue?.toLowerCase() ?? ''];
    }),
  }));

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html */
export const namespace = serverless
  .list(
    'aws.redshiftserverless.namespace',
    'ListNamespaces',
    {
      items: 'namespaces',
      paging: PAGES,
      members: {
        namespaceArn: true,
        namespaceName: true,
        kmsKeyId: true,
        adminPasswordSecretArn: true,
        adminPasswordSecretKmsKeyId: true,
      },
    },
    {
      service: 'redshiftserverless',
      arn: 'arn:{partition}:redshift-serverless:{region}:{account}:namespace/{id}',
      id: ({ item }) => item.namespaceArn,
    },
  )
  .named(({ item }) => item.namespaceName)
  .depends({
    kmsKey: {
      stops: 'not-documented',
      disabled:
        'The namespace can no longer be opened once Redshift decrypts its data key anew; AWS does not say when that is.',
      deleted: 'The namespace, its snapshots and recovery points are lost for ever.',
      page: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces-rotate-kms-key.html',
    },
    adminSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => seal(item)),
    adminSecret: t.link('aws.secretsmanager.secret', [], ({ item }) => item.adminPasswordSecretArn ?? ''),
    adminSecretKey: t.link('aws.kms.key', ['state'], ({ item }) => item.adminPasswordSecretKmsKeyId ?? ''),
  }));

interface Shares {
  readonly accountsWithRestoreAccess?: readonly string[] | undefined;
  readonly accountsWithProvisionedRestoreAccess?: readonly string[] | undefined;
}

/** Accounts that may restore to a namespace of theirs, and to a cluster of theirs; left out where there are none. */
const sharedWith = (item: Shares): readonly string[] => [
  ...new Set([...(item.accountsWithRestoreAccess ?? []), ...(item.accountsWithProvisionedRestoreAccess ?? [])]),
];

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Snapshot.html */
export const snapshot = serverless
  .list(
    'aws.redshiftserverless.snapshot',
    'ListSnapshots',
    {
      items: 'snapshots',
      paging: PAGES,
      members: {
        snapshotArn: true,
        snapshotName: true,
        kmsKeyId: true,
        accountsWithRestoreAccess: true,
        accountsWithProvisionedRestoreAccess: true,
        adminPasswordSecretKmsKeyId: true,
      },
    },
    {
      service: 'redshiftserverless',
      arn: 'arn:{partition}:redshift-serverless:{region}:{account}:snapshot/{id}',
      id: ({ item }) => item.snapshotArn,
    },
  )
  .named(({ item }) => item.snapshotName)
  .depends({
    kmsKey: restoring('https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-snapshots-recovery-points.html'),
    adminSecretKey: eachTime(
      'versions of the secret that holds the master password',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ item }) => seal(item)),
    untrustedAccounts: t.strings(({ item }, context) =>
      sharedWith(item)
        .filter((account) => ownerOfAccount(account, context) === 'other')
        .sort(),
    ),
    adminSecretKey: t.link('aws.kms.key', ['state'], ({ item }) => item.adminPasswordSecretKmsKeyId ?? ''),
  }));
