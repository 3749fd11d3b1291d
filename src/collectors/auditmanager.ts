import type * as AUDITMANAGER from '@aws-sdk/client-auditmanager';
import { sdk } from '../collect/descriptor.ts';
import { undocumented } from '../model/dependence.ts';

const auditmanager = sdk<typeof AUDITMANAGER>('auditmanager', 'AuditManagerClient');

/**
 * Settings of a region; AWS gives them no ARN. Where Audit Manager was never set up it refuses to show any, so its status
 * is asked first. `DEFAULT` is a key that AWS owns: https://docs.aws.amazon.com/audit-manager/latest/userguide/data-protection.html
 */
export const settings = auditmanager
  .single('aws.auditmanager.settings', {
    service: 'auditmanager',
    arn: 'arn:{partition}:auditmanager:{region}:{account}:settings',
  })
  .call('account', 'GetAccountStatus', () => ({}), { required: ['status'], members: { status: true } })
  .call('settings', 'GetSettings', () => ({ attribute: 'ALL' as const }), {
    when: ({ account }) => account.status === 'ACTIVE',
    at: 'settings',
    members: { kmsKey: true },
  })
  .depends({
    kmsKey: undocumented(
      'assessments, evidence and reports',
      'https://docs.aws.amazon.com/audit-manager/latest/userguide/data-protection.html',
    ),
  })
  .fields((t) => ({
    isActive: t.bool(({ account }) => account.status === 'ACTIVE'),
    // where it is not set up it stores nothing, and names no key
    ...t.sealed((answers) => {
      const key = answers.account.status === 'ACTIVE' ? answers.settings.kmsKey : 'DEFAULT';
      return key === 'DEFAULT' ? 'aws-owned' : key;
    }),
  }));
