import type { Condition } from './policy.ts';
import { isRecord, Malformed, textList } from './shapes.ts';

const OPERATORS: ReadonlySet<string> = new Set([
  ...[
    'stringequals',
    'stringnotequals',
    'stringequalsignorecase',
    'stringnotequalsignorecase',
    'stringlike',
    'stringnotlike',
  ],
  ...[
    'numericequals',
    'numericnotequals',
    'numericlessthan',
    'numericlessthanequals',
    'numericgreaterthan',
    'numericgreaterthanequals',
  ],
  ...['dateequals', 'datenotequals', 'datelessthan', 'datelessthanequals', 'dategreaterthan', 'dategreaterthanequals'],
  ...[
    'bool',
    'binaryequals',
    'ipaddress',
    'notipaddress',
    'arnequals',
    'arnlike',
    'arnnotequals',
    'arnnotlike',
    'null',
  ],
]);

/** Flattens a Condition block: all of its entries must hold. Keys and operators are case-insensitive. */
export function parseConditions(block: unknown): Condition[] {
  if (block === undefined) return [];
  if (!isRecord(block)) throw new Malformed('Condition is not an object');
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new Malformed(`the condition ${operator} is not an object`);
    const shape = operatorOf(operator);
    return Object.entries(keys).map(([key, values]) => ({
      ...shape,
      key: key.toLowerCase(),
      name: key,
      values: textList(values, `${operator} ${key}`),
    }));
  });
}

const QUANTIFIERS = { 'forallvalues:': 'all', 'foranyvalue:': 'any' } as const;

/** `ForAnyValue:StringLikeIfExists` in its parts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function operatorOf(written: string): Pick<Condition, 'operator' | 'quantifier' | 'ifExists'> {
  const name = written.toLowerCase();
  const [prefix, quantifier] =
    Object.entries(QUANTIFIERS).find(([start]) => name.startsWith(start)) ?? (['', ''] as const);
  const rest = name.slice(prefix.length);
  const ifExists = rest.endsWith('ifexists') && rest !== 'nullifexists';
  const operator = ifExists ? rest.slice(0, -'ifexists'.length) : rest;
  if (!OPERATORS.has(operator)) throw new Malformed(`no condition operator is called ${written}`);
  return { quantifier, ifExists, operator };
}
