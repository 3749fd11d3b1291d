import type { TestProject } from 'vitest/node';
import { seedAcme } from '../emulator/seed.ts';
import { startEmulator } from '../emulator/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the company's account is, and what a process needs to talk to it. */
    readonly acme: { readonly endpoint: string; readonly env: Readonly<Record<string, string>> };
  }
}

/** One account for all suites: seeding it takes longer than most of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { endpoint, env, stop } = await startEmulator({ correct: true });
  await seedAcme(endpoint);
  project.provide('acme', { endpoint, env });
  return stop;
}
