import { describe, expect, it } from 'vitest';
import type { CustodyCount } from '../../src/model/run.ts';
import { certainty, headline } from '../../src/report/headline.ts';
import { tallyFindings } from '../../src/report/tally.ts';
import { acme } from './acme.ts';
import { custody, finding, gap, resource, rule, type Story, story } from './run.ts';

const told = async ({ run, findings }: Story) => [certainty(run), ...headline(run, tallyFindings(findings))];
const sealed = async (...counts: CustodyCount[]) => (await told(story([], [], { custody: counts })))[1];

describe('the headline', () => {
  it('tells an account in a few sentences', async () => {
    expect(await told(acme())).toEqual([
      'The picture is not complete: 12 verdicts are unknown and 10 calls failed.',
      '23 of 137 resources that store data are not encrypted; for 4 it is not known who holds the key.',
      '36 findings need attention on 36 resources, 3 critical and 12 high among them.',
      '8 KMS keys have at least one problem.',
    ]);
  });

  it('is grammatical for one', async () => {
    const key = resource({ type: 'aws.kms.key', id: 'arn:aws:kms:key' });
    const list = [
      finding('a', { severity: 'high', resource: key }),
      finding('b', { verdict: 'unknown', resource: key }),
    ];
    expect(
      await told(
        story([rule('a'), rule('b')], list, { complete: false, gaps: [gap()], custody: [custody('t', 'none', 1)] }),
      ),
    ).toEqual([
      'The picture is not complete: 1 verdict is unknown and 1 call failed.',
      '1 of 1 resource that stores data is not encrypted.',
      '1 finding needs attention on 1 resource, 1 high.',
      '1 KMS key has at least one problem.',
    ]);
  });

  it('says nothing is wrong only of what was seen', async () => {
    expect(await told(story([], []))).toEqual([
      'Everything that was asked for was seen.',
      'No rule fails on what was seen.',
    ]);
    expect(certainty(story([], [], { complete: false }).run)).toBe('The picture is not complete.');
  });

  it('does not call a range known', async () => {
    expect(await sealed(custody('t', 'aws-managed', 2), custody('u', 'customer-managed', 1))).toBe(
      'All 3 resources that store data are encrypted.',
    );
    expect(await sealed(custody('t', 'aws-managed..customer-managed', 2))).toBe(
      'None of 2 resources that store data is known to be unencrypted; for 2 it is not known who holds the key.',
    );
    expect(await sealed(custody('t', 'aws-owned', 1))).toBe('The one resource that stores data is encrypted.');
  });
});
