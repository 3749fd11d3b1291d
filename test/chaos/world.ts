import { inject } from 'vitest';
import type { Split } from '../emulator/pages.ts';
import { judge, type Said, type Snapshot } from './judge.ts';
import { take } from './live.ts';
import { type ChaosProxy, startChaos } from './proxy.ts';

export const FULL = process.env['CHAOS'] === 'full';

/** 0, 1, 2 …: few of them in CI, many at full size. */
export const seeds = (few: number, many: number): number[] =>
  Array.from({ length: FULL ? many : few }, (_, index) => index);

export interface StormyWorld {
  readonly proxy: ChaosProxy;
  /** A scan in good weather, and what was asked for it. */
  readonly snapshot: Snapshot;
  readonly said: Said;
  readonly operations: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The account's listings come in such pages from now on; none = as AWS gives them. */
  page(splits: readonly Split[]): Promise<void>;
  stop(): Promise<void>;
}

/** The company's account behind the proxy, scanned once. The first scan asks the emulator, which may be slow. */
export async function startWorld({ deep }: { readonly deep: boolean }): Promise<StormyWorld> {
  const { endpoint, env } = inject('acme');
  const proxy = await startChaos(endpoint);
  const snapshot = await take({ endpoint: proxy.endpoint, deep });
  const operations = [...proxy.asked.keys()].sort();
  proxy.calm();
  return {
    proxy,
    snapshot,
    said: await judge(snapshot),
    operations,
    env: { ...env, AWS_ENDPOINT_URL: proxy.endpoint },
    page: async (splits) => {
      await fetch(`${endpoint}/splits`, { method: 'PUT', body: JSON.stringify(splits) });
      proxy.forget();
    },
    stop: proxy.stop,
  };
}
