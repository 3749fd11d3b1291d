import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Decision } from '../../../src/iam/evaluate.ts';
import { OWN, type Statement } from '../corpus/case.ts';
import type { Asked } from './requests.ts';

export interface Written {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** What the simulator says of the resource policy alone; `refused` and its reasons where it does not take the policy or request. */
export async function secondOpinion(
  policy: Written,
  request: Asked,
): Promise<Decision['decision'] | `refused: ${string}`> {
  const { who, written, resource, keys } = request;
  const answer = await runSimulation(
    {
      request: {
        principal: who.service ?? who.session ?? who.arn ?? anonymousPrincipal,
        action: written,
        resource: { resource, accountId: OWN },
        contextVariables: named(policy, keys),
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  if (answer.resultType !== 'single')
    return `refused: ${answer.resultType === 'error' ? JSON.stringify(answer.errors) : answer.resultType}`;
  switch (answer.result.analysis.resourceAnalysis?.result) {
    case 'Allowed':
      return 'allow';
    case 'AllowedForAccount':
      return who.delegated ? 'allow' : 'none';
    case 'ExplicitlyDenied':
    case 'DeniedForAccount':
      return 'deny';
    default:
      return 'none';
  }
}

/** The keys that the policy names anywhere. The others cannot matter, and the simulator looks each of them up in a file. */
function named(policy: Written, keys: Asked['keys']): Record<string, string | string[]> {
  const text = JSON.stringify(policy).toLowerCase();
  const some = [...keys].filter(([key]) => text.includes(key));
  return Object.fromEntries(some.map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]));
}
