import type * as SERVERLESS from '@aws-sdk/client-redshift-serverless';
import { ACCOUNT, keyArn, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

const arn = (kind: string, name: string): string =>
  `arn:aws:redshift-serverless:${REGION}:${ACCOUNT}:${kind}/id-${name}`;

const workgroup = (name: string, parameterValue?: string): SERVERLESS.Workgroup => ({
  workgroupName: name,
  workgroupArn: arn('workgroup', name),
  configParameters: [
    { parameterKey: 'auto_mv', parameterValue: 'true' },
    ...(parameterValue === undefined ? [] : [{ parameterKey: 'require_ssl', parameterValue }]),
  ],
});
const namespace = (name: string, kmsKeyId: string, more: Partial<SERVERLESS.Namespace> = {}): SERVERLESS.Namespace => ({
  namespaceName: name,
  namespaceArn: arn('namespace', name),
  kmsKeyId,
  ...more,
});
const snapshot = (name: string, more: Partial<SERVERLESS.Snapshot>): SERVERLESS.Snapshot => ({
  snapshotName: name,
  snapshotArn: arn('snapshot', name),
  kmsKeyId: keyArn('good'),
  ...more,
});

const workgroups = {
  workgroups: [workgroup('tls', 'true'), workgroup('open', 'false'), workgroup('silent')],
} satisfies SERVERLESS.ListWorkgroupsResponse;
const namespaces = {
  namespaces: [
    namespace('own', keyArn('good'), { adminPasswordSecretKmsKeyId: keyArn('good') }),
    namespace('default', 'AWS_OWNED_KMS_KEY'),
    namespace('cut-off', keyArn('off')),
    namespace('foreign', 'arn:aws:kms:eu-west-1:444455556666:key/theirs'),
  ],
} satisfies SERVERLESS.ListNamespacesResponse;
const snapshots = {
  snapshots: [
    snapshot('own', { adminPasswordSecretKmsKeyId: keyArn('good') }),
    snapshot('partner', { accountsWithRestoreAccess: ['444455556666'] }),
    snapshot('stranger', { accountsWithProvisionedRestoreAccess: ['777788889999'], kmsKeyId: 'AWS_OWNED_KMS_KEY' }),
  ],
} satisfies SERVERLESS.ListSnapshotsResponse;

export const world: World = {
  services: ['redshiftserverless'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', off: 'Disabled' }),
    'redshift-serverless:ListWorkgroups': (_input, region) =>
      region === REGION ? workgroups : refuses('AccessDeniedException'),
    'redshift-serverless:ListNamespaces': (_input, region) => (region === REGION ? namespaces : { namespaces: [] }),
    'redshift-serverless:ListSnapshots': (_input, region) => (region === REGION ? snapshots : { snapshots: [] }),
  },
};
