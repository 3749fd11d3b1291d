import type { Call } from '../collect/call.ts';
import { allPages } from './pages.ts';

/** An account as Organizations lists it. */
export interface Member {
  readonly id: string;
  readonly name: string;
  /** Names of the units that it stands in, from the root down. */
  readonly units: readonly string[];
  /** Organizations' word: ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED, PENDING_ACTIVATION. */
  readonly state: string;
  /** `o-…` */
  readonly organization: string | undefined;
}

interface Parent {
  readonly id: string;
  readonly units: readonly string[];
}

/**
 * Accounts of the organization, or of one unit and those below it, in order of their ids. Only the management account and
 * delegated administrators may ask. Units are walked side by side, since each has pages of its own.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export async function membersOf(call: Call, region: string, unit?: string): Promise<readonly Member[]> {
  const ask = asker(call, region);
  const top = unit === undefined ? await ask.roots() : [await ask.unit(unit)];
  const found = (await Promise.all(top.map((parent) => below(parent, ask)))).flat();
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function below(parent: Parent, ask: Asker): Promise<Member[]> {
  const [members, units] = await Promise.all([ask.accounts(parent), ask.units(parent)]);
  return [members, ...(await Promise.all(units.map((unit) => below(unit, ask))))].flat();
}

type Asker = ReturnType<typeof asker>;

interface Named {
  readonly Id: string;
  readonly Name: string;
}
interface Account extends Named {
  /** arn:aws:organizations::MANAGEMENT:account/ORGANIZATION/ID */
  readonly Arn?: string;
  /** `Status` is what it was called until 2026: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
  readonly State?: string;
  readonly Status?: string;
}

function asker(call: Call, region: string) {
  const request = (operation: string, input: Record<string, unknown>) => ({
    sdk: 'organizations',
    client: 'OrganizationsClient',
    operation,
    region,
    input,
  });
  const list = async <T>(operation: string, input: Record<string, unknown>, items: string): Promise<readonly T[]> => {
    const asked = { ...request(operation, input), required: [items] };
    return (await allPages(call, asked, items, ['NextToken', 'NextToken'])) as T[];
  };
  return {
    roots: async (): Promise<Parent[]> =>
      (await list<Named>('ListRoots', {}, 'Roots')).map(({ Id }) => ({ id: Id, units: [] })),
    unit: async (id: string): Promise<Parent> => {
      const asked = request('DescribeOrganizationalUnit', { OrganizationalUnitId: id });
      const answer = await call({ ...asked, required: ['OrganizationalUnit'] });
      return { id, units: [(answer['OrganizationalUnit'] as Named).Name] };
    },
    accounts: async ({ id, units }: Parent): Promise<Member[]> =>
      (await list<Account>('ListAccountsForParent', { ParentId: id }, 'Accounts')).map((account) => ({
        id: account.Id,
        name: account.Name,
        units,
        state: account.State ?? account.Status ?? 'unknown',
        organization: account.Arn?.split('/')[1],
      })),
    units: async ({ id, units }: Parent): Promise<Parent[]> =>
      (await list<Named>('ListOrganizationalUnitsForParent', { ParentId: id }, 'OrganizationalUnits')).map(
        ({ Id, Name }) => ({ id: Id, units: [...units, Name] }),
      ),
  };
}
