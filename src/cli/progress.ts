import type { Progress } from '../live.ts';
import type { Terminal } from './terminal.ts';

/**
 * Tells how far a live scan is: in a line that replaces itself, or now and then in a log; `--verbose` tells of each listing.
 * Called without anything new it says the last again, as a sign of life.
 */
export function progressTo(
  terminal: Pick<Terminal, 'isVerbose' | 'note' | 'progress'>,
  now: () => number = () => performance.now(),
): (at?: Progress) => void {
  const began = now();
  let last: Progress | undefined;
  return (at) => {
    last = at ?? last;
    if (!last) return;
    const listing = `${last.region} ${last.type}: ${last.count}`;
    if (at && terminal.isVerbose) terminal.note(`sealscan: ${listing}`);
    terminal.progress(`sealscan: ${soFar(last, now() - began)}; ${listing}`);
  };
}

function soFar({ groups, of, requests, throttled }: Progress, elapsed: number): string {
  const said = [
    `${groups} of ${of} listings`,
    `${requests} calls`,
    ...(throttled > 0 ? [`${throttled} throttled`] : []),
  ];
  const left = leftOf(groups, of, elapsed);
  return `${said.join(', ')}${left === undefined ? '' : `, about ${left} left`}`;
}

const SOON_MS = 5_000;
const ENOUGH = 0.05;

/** As long for each listing to come as for those read; undefined while too little was seen to say. */
export function leftOf(done: number, of: number, elapsed: number): string | undefined {
  if (done >= of || elapsed < SOON_MS || done < of * ENOUGH) return undefined;
  const seconds = Math.ceil(((elapsed / done) * (of - done)) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
