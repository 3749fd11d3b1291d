import { z } from 'zod';
import { InputError } from '../model/input-error.ts';
import { parseJson } from './json-text.ts';

/** Where Terraform's configuration says a resource, without the indexes of `count` and `for_each`. */
export interface Address {
  /** Names of module calls, from the root. */
  readonly modules: readonly string[];
  readonly type: string;
  readonly name: string;
}

/** An ARN, or an id that AWS gives once, and what claims it. */
export type Addresses = ReadonlyMap<string, readonly Address[]>;

/** Of all that a state holds of a resource, what it is called. Nothing else is kept: states hold passwords. */
const attributes = z.looseObject({ arn: z.unknown(), id: z.unknown() }).partial().nullish();
const shownResource = z.looseObject({ mode: z.string(), type: z.string(), name: z.string(), values: attributes });

interface ShownModule {
  readonly address?: string | undefined;
  readonly resources?: readonly z.infer<typeof shownResource>[] | undefined;
  readonly child_modules?: readonly ShownModule[] | undefined;
}
const shownModule: z.ZodType<ShownModule> = z.lazy(() =>
  z.looseObject({
    address: z.string().optional(),
    resources: z.array(shownResource).optional(),
    child_modules: z.array(shownModule).optional(),
  }),
);

const shownValues = z.looseObject({ root_module: shownModule.optional() }).optional();
/** `terraform show -json`, of a state or of a plan, which holds the state before it: https://developer.hashicorp.com/terraform/internals/json-format */
const shown = z.looseObject({
  format_version: z.string(),
  values: shownValues,
  prior_state: z.looseObject({ values: shownValues }).optional(),
});
/** `terraform state pull`, or a `terraform.tfstate`. */
const stored = z.looseObject({
  version: z.literal(4),
  resources: z.array(
    z.looseObject({
      module: z.string().optional(),
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.looseObject({ attributes })),
    }),
  ),
});

interface Claim {
  readonly address: Address;
  readonly arn?: unknown;
  readonly id?: unknown;
}

/** Reads a state, as `terraform show -json` or `terraform state pull` print it. Throws an InputError that quotes nothing of it. */
export function readState(text: string, file: string): Addresses {
  const addresses = new Map<string, Address[]>();
  for (const { address, arn, id } of claimsIn(parseJson(text, file, 'the state'), file)) {
    for (const key of new Set([arn, id].filter(isOneOfAKind))) {
      const known = addresses.get(key) ?? [];
      if (!known.some((one) => isSame(one, address))) addresses.set(key, [...known, address]);
    }
  }
  return addresses;
}

function claimsIn(parsed: unknown, file: string): Claim[] {
  const isStored = typeof parsed === 'object' && parsed !== null && 'version' in parsed;
  if (isStored) {
    const state = stored.safeParse(parsed);
    if (state.success) return storedClaims(state.data);
  } else {
    const state = shown.safeParse(parsed);
    const values = state.data?.values ?? state.data?.prior_state?.values;
    if (state.success) return shownClaims(values?.root_module ?? {});
  }
  throw new InputError(
    'it is no Terraform state: neither what terraform show -json prints nor a state file of version 4',
    { file, line: 1 },
  );
}

const MANAGED = 'managed'; // the other mode is `data`: what is only looked up

const shownClaims = ({ address = '', resources = [], child_modules: inner = [] }: ShownModule): Claim[] => [
  ...resources
    .filter(({ mode }) => mode === MANAGED)
    .map(({ type, name, values }) => ({ ...values, address: { modules: modulesIn(address), type, name } })),
  ...inner.flatMap(shownClaims),
];

const storedClaims = ({ resources }: z.infer<typeof stored>): Claim[] =>
  resources
    .filter(({ mode }) => mode === MANAGED)
    .flatMap(({ module = '', type, name, instances }) => {
      const address = { modules: modulesIn(module), type, name };
      return instances.map(({ attributes: known }) => ({ arn: known?.arn, id: known?.id, address }));
    });

/** The calls in `module.net["a.b"].module.store[0]`, without indexes, which may hold any text. */
const modulesIn = (address: string): string[] =>
  address
    .replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '')
    .split('.')
    .filter((_, index) => index % 2 === 1);

const UNIQUE = /^(?:[a-z]+-)+[0-9a-f]{8,40}$|^(?:mrk-)?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/;

/** Names are given twice, in two accounts or to two kinds of things; ARNs and AWS's own ids are not. */
const isOneOfAKind = (text: unknown): text is string =>
  typeof text === 'string' && (text.startsWith('arn:') || UNIQUE.test(text));

const isSame = (a: Address, b: Address): boolean =>
  a.type === b.type && a.name === b.name && a.modules.join('.') === b.modules.join('.');

/** AWS's own id at the end of an ARN; "" where the ARN ends with a name. */
export function uniqueIdIn(arn: string): string {
  const [last = ''] = /[^:/]*$/.exec(arn) ?? [];
  return UNIQUE.test(last) ? last : '';
}
