import { createReadStream } from 'node:fs';

/** The whole lines of each piece of a file: a step of an iterator for each line would cost as much as parsing it. */
export async function* lines(file) {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const cut = chunk.lastIndexOf(10);
    yield Buffer.concat([rest, chunk.subarray(0, cut)])
      .toString('utf8')
      .split('\n');
    rest = Buffer.from(chunk.subarray(cut + 1));
  }
}
