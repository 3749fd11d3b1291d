import { includes } from '../actions.ts';
import { readPolicy } from '../parse.ts';
import type { Policy, Statement } from '../policy.ts';
import type { NamedPolicy } from './types.ts';

/** A policy ready to be asked. Statements that cannot be read are left out; `broken` says that there are some. */
export interface Ready {
  readonly policy: Policy;
  readonly broken: boolean;
  /** The statements that name an action, lower-case. */
  about(action: string): readonly Statement[];
}

export type Parse = (text: string) => Ready;

/** Many principals share one text, so each is parsed once. */
export function parser(): Parse {
  const known = new Map<string, Ready>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
}

function read(text: string): Ready {
  const { policy, problems } = readPolicy(text);
  const known = new Map<string, readonly Statement[]>();
  return {
    policy,
    broken: problems.length > 0,
    about(action) {
      const found = known.get(action) ?? policy.statements.filter(({ actions }) => includes(actions, action));
      known.set(action, found);
      return found;
    },
  };
}

/** `group admins: policy x`, `policy x`: how a person finds it. */
export const titleOf = ({ name, group }: NamedPolicy): string =>
  group === undefined ? `policy ${name}` : `policy ${name} of group ${group}`;
