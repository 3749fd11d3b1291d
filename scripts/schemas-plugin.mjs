// Of the SDK's schemas only what a command of ours needs is bundled. They name traits by constants, `{ [_h]: … }`; to esbuild, evaluating such a
// key may do something, so it keeps each schema that has one and all that it leads to: a third of the package. Here keys are written out.
import { readFileSync } from 'node:fs';

const KEY = /\[(_\w+)\]:/g;
const CONSTANT = /^const (_\w+) = ("[^"\\]*");$/gm;

/** The same module with literal keys. Throws where a key is no constant of the module. */
export function withLiteralKeys(text) {
  const constants = new Map([...text.matchAll(CONSTANT)].map(([, name, value]) => [name, value]));
  return text.replace(KEY, (_, name) => {
    const value = constants.get(name);
    if (value === undefined) throw new Error(`the key ${name} is no constant of the schemas`);
    return `${value}:`;
  });
}

export const schemasEsbuild = () => ({
  name: 'sealscan-schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ }, ({ path }) => ({
      contents: withLiteralKeys(readFileSync(path, 'utf8')),
    })),
});
