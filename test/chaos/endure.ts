import { setTimeout as pause } from 'node:timers/promises';
import { documents, take } from './live.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-15T08:00:00Z');

/** What a process holds after each of its scans. */
export interface Held {
  /** Bytes, after garbage was collected. */
  readonly heap: number;
  readonly sockets: number;
}

/** So many scans in one process, each to its reports, a minute apart, as a Lambda function that stays warm makes them. */
export async function endure(endpoint: string, scans: number): Promise<Held[]> {
  const held: Held[] = [];
  for (let scan = 0; scan < scans; scan++) {
    const takenAt = new Date(START + scan * MINUTE).toISOString();
    await documents(await take({ endpoint, takenAt, regions: ['eu-west-1'] }));
    await pause(50); // sockets close, and finalizers run
    globalThis.gc?.();
    const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap');
    held.push({ heap: process.memoryUsage().heapUsed, sockets: sockets.length });
  }
  return held;
}
