import type * as GLACIER from '@aws-sdk/client-glacier';
import { sdk } from '../collect/descriptor.ts';
import { policyFields } from './policy-fields.ts';

const glacier = sdk<typeof GLACIER>('glacier', 'GlacierClient');

/** The account of the caller. */
const accountId = '-';

/**
 * Vaults of the first Glacier API. "Data at rest is automatically server-side encrypted using AES-256", under keys that
 * AWS owns. Access and lock policies decide together, so they are read as one.
 * https://docs.aws.amazon.com/amazonglacier/latest/dev/DataEncryption.html
 */
export const glacierVault = glacier
  .list(
    'aws.glacier.vault',
    'ListVaults',
    {
      items: 'VaultList',
      input: { accountId },
      paging: { token: ['marker', 'Marker'] },
      members: { VaultARN: true, VaultName: true },
    },
    {
      service: 'glacier',
      arn: 'arn:{partition}:glacier:{region}:{account}:vaults/{id}',
      id: ({ item }) => item.VaultARN ?? item.VaultName,
    },
  )
  .call('access', 'GetVaultAccessPolicy', ({ item }) => ({ accountId, vaultName: item.VaultName }), {
    at: 'policy',
    none: ['ResourceNotFoundException'],
    members: { Policy: true },
  })
  .call('lock', 'GetVaultLock', ({ item }) => ({ accountId, vaultName: item.VaultName }), {
    required: ['State'],
    none: ['ResourceNotFoundException'],
    members: { Policy: true, State: true },
  })
  .fields((t) => ({
    custody: t.custody(() => 'aws-owned'),
    lock: t.enum(['none', 'InProgress', 'Locked'], ({ lock }) =>
      lock === undefined ? 'none' : (lock.State as 'Locked' | undefined),
    ),
    ...policyFields(t, 'glacier', ({ access, lock }) => together(access?.Policy, lock?.Policy)),
  }));

/** The statements of two policies as one policy; two texts of which one is no policy are none together, and refused when read. */
function together(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  try {
    const statements = [one, other].flatMap((text) => (JSON.parse(text) as { Statement: unknown }).Statement);
    return JSON.stringify({ Version: '2012-10-17', Statement: statements });
  } catch {
    return `${one} ${other}`;
  }
}
