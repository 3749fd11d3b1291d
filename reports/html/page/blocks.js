// Data blocks: JSON, deflated, in base64. Unpacked without a request.

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The elements of a part, in the order of the file. */
export const blocksOf = (part) => [...document.querySelectorAll(`script[data-part="${part}"]`)];

/** @returns the value in a block; rejects where the browser cannot unpack it */
export async function unpack(block) {
  const bytes = bytesOf(block.textContent);
  block.textContent = ''; // the text is not needed twice, and a large account's is megabytes
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}

/** Blocks that are unpacked when first asked for, each once. */
export function shelf(part) {
  const blocks = blocksOf(part);
  const known = new Map();
  return (number) => {
    if (!known.has(number)) known.set(number, unpack(blocks[number]));
    return known.get(number);
  };
}
