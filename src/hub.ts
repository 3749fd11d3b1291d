import type { HubDelivery } from './aws/deliver/security-hub.ts';
import { InputError } from './model/input-error.ts';
import type { Run } from './model/run.ts';
import { asffFindings } from './report/asff.ts';
import { FIELDS, PRODUCT } from './report/asff-finding.ts';
import { productArn } from './report/asff-place.ts';
import { COVERAGE } from './report/coverage.ts';
import { accountsOf } from './report/words.ts';
import type { ScanResult } from './scan.ts';

/**
 * A whole run for the Security Hub of one account.
 * @throws InputError for a run of other accounts
 */
export function deliveryOf({ run, findings, wouldSee }: ScanResult, account: string): Omit<HubDelivery, 'call'> {
  const accounts = accountsOf(run.scopes);
  if (!accounts.includes(account))
    throw new InputError(
      `Security Hub takes findings from the account that they are about: the credentials are of ${account}, the snapshot of ${accounts.join(', ')}`,
    );
  return {
    account,
    takenAt: run.takenAt,
    generator: `${PRODUCT}/`,
    productArns: productArns(run, account),
    findings: asffFindings(run, findings),
    wouldSee: ({ ProductFields = {} }) => {
      const { [FIELDS.rule]: rule, [FIELDS.type]: type, [FIELDS.region]: region } = ProductFields;
      if (rule === undefined || type === undefined || region === undefined) return false;
      return rule === COVERAGE ? isWholeScope(run, account, region) : wouldSee({ rule, type, account, region });
    },
  };
}

const productArns = ({ scopes }: Run, account: string): string[] => [
  ...new Set(scopes.filter((scope) => scope.account === account && scope.status !== 'skipped').map(productArn)),
];

const isWholeScope = ({ scopes }: Run, account: string, region: string): boolean =>
  scopes.some((scope) => scope.account === account && scope.region === region && scope.status === 'complete');
