import type { Action } from './actions.ts';
import { globTokens } from './glob.ts';
import type { Statement } from './policy.ts';
import { type Meter, samples } from './samples.ts';
import { SERVICE_KINDS, type ServiceKind } from './service-kinds.ts';

/** What actions of kinds without a table act on: the resource, whatever it is. */
export const SOME_RESOURCE = 'resource';

const NAME = /^[a-z0-9-]+:[a-z0-9]+$/;
const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/**
 * Actions that stand for all of a service: those that are known by name, and one for each class that the patterns of the
 * policy distinguish, by a made-up name where no known one is in it, so that an action which nobody listed counts too.
 */
export function serviceActions(
  kind: ServiceKind,
  statements: readonly Pick<Statement, 'actions' | 'index' | 'effect'>[],
  meter: Meter,
): readonly Action[] {
  const { usual, administers } = SERVICE_KINDS[kind];
  const listed = new Map(
    [...words(usual), ...words(administers)].map((name) => [`${kind}:${name.toLowerCase()}`, name]),
  );
  const administering = new Set(words(administers));
  const groups = statements.map(({ actions, index, effect }) => ({
    patterns: actions.patterns.map(globTokens),
    statement: index,
    denies: effect === 'Deny',
  }));
  const sampled = samples(groups, { meter, template: globTokens(`${kind}:*`), fills: ['zq', ''] });
  return [...new Set([...listed.keys(), ...sampled])]
    .filter((name) => NAME.test(name))
    .map((name) => ({
      name,
      written: listed.has(name) ? `${kind}:${listed.get(name)}` : name,
      on: SOME_RESOURCE,
      keys: [`${kind}:`, 'aws:requesttag/', 'aws:tagkeys'],
      abroad: true,
      administers: administering.has(listed.get(name) ?? ''),
    }));
}
