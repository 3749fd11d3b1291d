import { spawn } from 'node:child_process';

// Tells at the end of a Node process (`node --import METER …`) what it took: CPU seconds, peak MB and wall seconds, as JSON after a `#` on stderr.
export const METER = `data:text/javascript,${encodeURIComponent(`const s=performance.now();process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\n#'+JSON.stringify({cpu:(u.userCPUTime+u.systemCPUTime)/1e6,rss:u.maxRSS/1024,wall:(performance.now()-s)/1e3})+'\\n')})`)}`;

/** Runs Node on a script; gives CPU seconds, peak memory in MB and wall seconds. An exit code of 1 or 4 is what was found. */
export async function measure(args, options = {}) {
  const child = spawn(process.execPath, ['--import', METER, ...args], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-10_000)));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  const figures = /#(\{.*\})/.exec(said);
  if (!figures || ![0, 1, 4].includes(code)) throw new Error(`${args.join(' ')} gave ${code}: ${said}`);
  return JSON.parse(figures[1]);
}

/** The floor of whatever reads a snapshot, as a script: each line parsed once. */
export const PARSE = `
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
let n = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) if (JSON.parse(line).type) n++;
`;
