import type { Collector } from '../model/collector.ts';
import { InputError } from '../model/input-error.ts';
import type { Config, ConfigFile } from './config.ts';
import type { Likes, RuleText } from './rule-file.ts';
import type { RuleCase } from './rule-schema.ts';

type Requirement = NonNullable<Config['custody']>[number];

/** The shared text of these rules, under `like/`. */
const LIKE = 'required-custody';

/**
 * What the configuration says about custody, as rules: one for each resource type that it speaks of. Throws an
 * InputError for a type that does not exist, stores nothing, or has no tags to go by.
 */
export function requiredCustody(
  { config, place }: ConfigFile,
  collectors: ReadonlyMap<string, Collector>,
  likes: Likes,
): RuleText[] {
  const stores = [...collectors.values()].filter(({ fields }) => fields['custody']);
  const byType = new Map<string, Requirement[]>();
  for (const [index, requirement] of (config.custody ?? []).entries()) {
    for (const [at, type] of requirement.resources.entries()) {
      const named = type === '*' ? stores.filter((store) => fits(store, requirement)) : [collectors.get(type)];
      for (const collector of named) {
        const why = refusal(type, collector, requirement);
        if (why !== undefined) throw new InputError(why, place('custody', index, 'resources', at));
        if (collector) byType.set(collector.type, [...(byType.get(collector.type) ?? []), requirement]);
      }
    }
  }
  return [...byType].map(([type, requirements]) => ({
    file: place('custody').file,
    service: collectors.get(type)?.service ?? '',
    id: idFor(type),
    text: ruleFor(type, requirements),
    likes,
  }));
}

const fits = ({ fields }: Collector, { tags }: Requirement): boolean =>
  tags === undefined || fields['tags']?.type.kind === 'map';

function refusal(type: string, collector: Collector | undefined, requirement: Requirement): string | undefined {
  if (!collector) return `no resource type '${type}' exists`;
  if (!collector.fields['custody']) return `'${type}' stores no data of its own, so it has no custody`;
  return fits(collector, requirement) ? undefined : `'${type}' has no tags to go by`;
}

const idFor = (type: string): string => `required-custody-${type.replaceAll('.', '-')}`;

/** YAML takes JSON, and CEL its strings. */
function ruleFor(type: string, requirements: readonly Requirement[]): string {
  const conditions = requirements.map(conditionOf);
  const isAlways = conditions.includes('');
  const asserts = requirements.map(({ required }, index) => {
    const enough = `resource.custody >= ${JSON.stringify(required)}`;
    return conditions[index] === '' ? enough : `(!(${conditions[index]}) || ${enough})`;
  });
  return JSON.stringify({
    id: idFor(type),
    like: LIKE,
    title: `${type}: whoever holds the key is whom the configuration requires`,
    resource: type,
    ...(isAlways ? {} : { when: conditions.map((condition) => `(${condition})`).join(' || ') }),
    assert: asserts.join(' && '),
    cases: casesFor(requirements[0] as Requirement, isAlways),
  });
}

/** "" = every resource of the type. */
const conditionOf = ({ tags = {} }: Requirement): string =>
  Object.entries(tags)
    .map(
      ([key, values]) =>
        `(${[values]
          .flat()
          .map((value) => holds(key, value))
          .join(' || ')})`,
    )
    .join(' && ');

const holds = (key: string, value: string): string =>
  `resource.tags.holds(${JSON.stringify(key)}, ${JSON.stringify(value)})`;

function casesFor({ tags }: Requirement, isAlways: boolean): readonly RuleCase[] {
  const meant = tags && {
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value].flat()[0]])),
  };
  return [
    { given: { ...meant, custody: 'customer-managed' }, verdict: 'pass' },
    { given: { ...meant, custody: 'none' }, verdict: 'fail' },
    { given: { ...meant }, verdict: 'unknown' },
    ...(isAlways ? [] : [{ given: { tags: {} }, verdict: 'not-applicable' } as const]),
  ];
}
