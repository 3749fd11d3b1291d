// The floor: every line parsed, and nothing asked of it.
import { lines } from './lines.mjs';

let seen = 0;
for (const batch of lines(process.argv[2])) for (const line of batch) if (JSON.parse(line).public) seen++;
if (seen === 0) throw new Error('nothing was read');
