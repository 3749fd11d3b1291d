import { ACCOUNTS } from './accounts.ts';
import { ADMINS } from './admins.ts';
import type { CorpusCase } from './case.ts';
import { KEYS } from './keys.ts';
import { NETWORK } from './network.ts';
import { OBJECTS } from './objects.ts';
import { ORGANIZATIONS } from './organizations.ts';
import { PRINCIPALS } from './principals.ts';
import { SERVICES } from './services.ts';
import { STATEMENTS } from './statements.ts';

export const ALL: readonly CorpusCase[] = [
  ...PRINCIPALS,
  ...ORGANIZATIONS,
  ...ACCOUNTS,
  ...NETWORK,
  ...SERVICES,
  ...KEYS,
  ...ADMINS,
  ...STATEMENTS,
  ...OBJECTS,
];
