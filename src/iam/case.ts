import type { Case } from './ask.ts';
import type { Value } from './condition.ts';
import type { Subject, Way } from './facet.ts';
import { facetsOf } from './facets.ts';
import type { Policy } from './policy.ts';
import { CapReached, type Meter } from './samples.ts';
import type { Lookup } from './template.ts';
import { type CheckContext, type Ready, variablesOf, type World, worldOf } from './world.ts';

const MAX_WORLDS = 256;

/** Makes a policy ready for questions. */
export function caseOf(
  policy: Policy,
  context: CheckContext,
  meter: Meter,
  denies = (world: World): readonly Ready[] => world.denies,
): Case {
  const base = worldOf(policy, context, meter);
  const variables = policy.variables ? variablesOf(policy) : [];
  const known = new Map<string, readonly World[]>();
  const made = new Map<string, World>();
  const worlds = (subject: Subject, way: Way): readonly World[] => {
    if (variables.length === 0) return [base];
    const key = `${subject.accounts.join()} ${subject.organizations.join()} ${subject.stranger} ${subject.named} ${way.route} ${way.type}`;
    const found =
      known.get(key) ??
      choicesFor(base, variables, subject, way).map((choice) => worldWith(policy, base, choice, variables, made));
    known.set(key, found);
    return found;
  };
  return { policy, worlds, base, spaces: new Map(), denies };
}

type Choice = ReadonlyMap<string, Value>;

/** The ways in which the keys that variables name can have values. */
function choicesFor(base: World, variables: readonly string[], subject: Subject, way: Way): Choice[] {
  const facets = facetsOf(base, subject, way);
  let choices: Choice[] = [new Map()];
  for (const facet of facets) {
    const asked = variables.filter((key) => facet.keys.has(key));
    if (asked.length === 0) continue;
    const parts = distinct(
      facet.entries.map(({ values }) => new Map([...values].filter(([key]) => asked.includes(key)))),
    );
    choices = choices.flatMap((choice) => parts.map((part) => new Map([...choice, ...part])));
    if (choices.length > MAX_WORLDS) throw new CapReached();
  }
  return choices;
}

/** The policy with those values filled in; made once for each choice. */
function worldWith(
  policy: Policy,
  base: World,
  choice: Choice,
  variables: readonly string[],
  made: Map<string, World>,
): World {
  const fixed = new Map(variables.map((key) => [key, choice.get(key)]));
  const name = JSON.stringify([...fixed]);
  const lookup: Lookup = (key) => choice.get(key);
  const world = made.get(name) ?? { ...worldOf(policy, base.context, base.meter, lookup), fixed };
  made.set(name, world);
  return world;
}

function distinct(maps: readonly ReadonlyMap<string, Value>[]): ReadonlyMap<string, Value>[] {
  return [...new Map(maps.map((map) => [JSON.stringify([...map]), map])).values()];
}
