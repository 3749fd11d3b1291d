import { describe, expect, test } from 'vitest';
import { checkPolicy, type Witness } from '../../src/iam/check.ts';
import { evaluate } from '../../src/iam/evaluate.ts';
import { readPolicy } from '../../src/iam/parse.ts';
import { POLICY_KINDS, type TableKind } from '../../src/iam/policy.ts';
import { fc } from '../seeded.ts';
import { ALL } from './corpus/all.ts';
import { contextFor, textOf } from './corpus/case.ts';
import { DIFFERENCES, NOT_JUDGED } from './second-opinion/differences.ts';
import { policyFor } from './second-opinion/policies.ts';
import { type Asked, requestFor } from './second-opinion/requests.ts';
import { secondOpinion, type Written } from './second-opinion/simulator.ts';

/** Requests to each policy, policies of each kind: 2,400 pairs. SEALSCAN_SIMULATOR_RUNS=2000 makes 80,000. */
const REQUESTS = 8;
const RUNS = {
  numRuns: Number(process.env['SEALSCAN_SIMULATOR_RUNS'] ?? 60),
  seed: Number(process.env['SEALSCAN_PROPERTY_SEED'] ?? 20261125),
};
const KINDS = Object.keys(POLICY_KINDS) as TableKind[];

const ours = (policy: Written, request: Asked, kind: TableKind) => {
  const { policy: read, problems } = readPolicy(policy);
  expect(problems).toEqual([]);
  return { read, decision: evaluate(read, kind, request).decision };
};

/** A witness as a request; its account delegates to it, since the policy is all that is judged. */
const requestOf = ({ principal, action, resource, context }: Witness): Asked => ({
  who: { delegated: true, ...(principal === 'anonymous' ? {} : { arn: principal.replace(/^canonical:/, '') }) },
  written: action,
  action: action.toLowerCase(),
  resource,
  keys: new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])),
});

describe('an independent simulator of IAM', () => {
  test.each(KINDS)('gives the verdict that the evaluator gives: %s', async (kind) => {
    const seen = { allow: 0, deny: 0, none: 0, different: 0 };
    const pairs = fc.tuple(policyFor(kind), fc.array(requestFor(kind), { minLength: REQUESTS, maxLength: REQUESTS }));
    await fc.assert(
      fc.asyncProperty(pairs, async ([policy, requests]) => {
        for (const request of requests) {
          const { read, decision } = ours(policy, request, kind);
          const theirs = await secondOpinion(policy, request);
          seen[decision] += 1;
          if (theirs === decision) continue;
          seen.different += 1;
          if (!DIFFERENCES.some(({ covers }) => covers(read, request, kind))) expect(theirs).toBe(decision);
        }
      }),
      RUNS,
    );
    const all = seen.allow + seen.deny + seen.none;
    for (const verdict of ['allow', 'deny', 'none'] as const)
      expect(seen[verdict] / all, verdict).toBeGreaterThan(0.05);
    expect(seen.different / all, 'what the table explains is little').toBeLessThan(0.15);
  });

  const witnesses = ALL.flatMap((one) => {
    const { reasons } = checkPolicy(readPolicy(textOf(one)), contextFor(one));
    return reasons.flatMap(({ question, witness }) =>
      witness ? [[`${one.kind}: ${one.name}: ${question}`, one, witness] as const] : [],
    );
  });
  test('sees what the corpus is asked about', () => expect(witnesses.length).toBeGreaterThan(200));
  test.each(witnesses)('allows the witness of the corpus, %s', async (_name, one, witness) => {
    const policy = JSON.parse(textOf(one)) as Written;
    const request = requestOf(witness);
    const theirs = secondOpinion(policy, request);
    const isKnown = DIFFERENCES.some(({ covers }) => covers(readPolicy(policy).policy, request, one.kind));
    if (`${one.kind}: ${one.name}` in NOT_JUDGED) expect(await theirs.catch(() => 'thrown')).not.toBe('allow');
    else if (!isKnown) expect(await theirs).toBe('allow');
  });

  describe('judges otherwise where it is wrong by AWS’s documentation', () => {
    test.each(DIFFERENCES.map((one) => [one.what, one] as const))('%s', async (_what, { example, covers }) => {
      const { kind, policy, request } = example;
      const { read, decision } = ours(policy, request, kind);
      expect({ ours: decision, theirs: await secondOpinion(policy, request) }).toEqual({
        ours: example.ours,
        theirs: example.theirs,
      });
      expect(covers(read, request, kind)).toBe(true);
    });
  });
});
