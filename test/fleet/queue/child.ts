import { connect } from '../../../src/fleet/queue/connection.ts';
import type { Pace } from '../../../src/fleet/queue/run.ts';
import { work } from '../../../src/fleet/queue/work.ts';
import { fakeWork, planOf, type Trouble } from './fake.ts';

export interface Told {
  readonly url: string;
  readonly folder: string;
  readonly accounts: number;
  readonly trouble: Trouble;
  readonly pace: Pace;
}

/** A worker in a process of its own, which says how the run ended. */
const { url, folder, accounts, trouble, pace } = JSON.parse(process.argv[2] ?? '') as Told;
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const connection = await connect(url, (text) => console.error(text));
console.error('connected');
const plan = planOf(accounts);
const outcome = await work(connection, plan, fakeWork(folder, plan, trouble), {
  concurrency: 4,
  signal: stop.signal,
  note: (text) => console.error(text),
  pace,
});
connection.close();
console.log(JSON.stringify(outcome ?? 'stopped'));
