import { seedAcme } from '../emulator/seed.ts';
import { seedAnalytics, seedCompute, seedPeople } from './seed/compute.ts';
import { seedNetworkEdge } from './seed/edge.ts';
import { seedMessages } from './seed/messages.ts';
import { placeAt } from './seed/place.ts';
import { seedClusters, seedStores } from './seed/stores.ts';

/** Acme's account, and beside it what no fixture has: over a thousand resources of more than 25 services, good and bad. */
export async function seedDifferential(endpoint: string): Promise<void> {
  await seedAcme(endpoint);
  const place = await placeAt(endpoint, 'eu-west-1');
  for (const seed of [seedStores, seedClusters, seedMessages, seedCompute, seedAnalytics, seedPeople, seedNetworkEdge])
    await seed(place);
  await fetch(`${endpoint}/clock`, { method: 'PUT', body: new Date().toISOString() });
}
