import type { Seeding } from '../seed/context.ts';
import type { Emulator } from '../start.ts';

/** Shows, as the SDK sees it, that one quirk is corrected in the seeded account. */
export type Case = (seen: { readonly acme: Seeding; readonly emulator: Emulator }) => Promise<void>;

/** By the quirk's name. */
export type Cases = Readonly<Record<string, Case>>;

/** Every page of a paginator in one list. (Array.fromAsync needs a newer Node.) */
export async function all<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const read: Page[] = [];
  for await (const page of pages) read.push(page);
  return read;
}
