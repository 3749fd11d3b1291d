// Makes modules of what the HTML report is built from, for esbuild (the package) and Vite (the tests) alike:
//   import { template } from './rule.hbs'        a precompiled Handlebars template: (view) => string
//   import { text } from './style.css?text'      the file as a string; a script with its own imports bundled in
// Templates are compiled here and never at run time; only handlebars/runtime.js is shipped.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import Handlebars from 'handlebars';
import { templateFaults } from './escaping.mjs';

/** `strict` makes a name that the view lacks an error; `knownHelpersOnly` makes one of an unknown helper. */
const OPTIONS = { strict: true, knownHelpersOnly: true };

function partialNames(source) {
  const found = new Set();
  const visitor = new Handlebars.Visitor();
  visitor.PartialStatement = (partial) => found.add(partial.name.original);
  visitor.accept(Handlebars.parse(source));
  return [...found].sort();
}

/** The module of one template. A partial `{{> row}}` is the file row.hbs beside it. */
export function compileTemplate(source, file) {
  const [fault] = templateFaults(source);
  if (fault) throw new Error(`${file}:${fault[0]}: ${fault[1]}`);
  const names = partialNames(source);
  const imports = names.map((name, n) => `import * as p${n} from ${JSON.stringify(`./${name}.hbs`)};`);
  const partials = names.map((name, n) => `...p${n}.partials, ${JSON.stringify(name)}: p${n}.compiled`);
  return [
    `import Handlebars from 'handlebars/runtime.js';`,
    ...imports,
    `export const compiled = Handlebars.template(${Handlebars.precompile(source, OPTIONS)});`,
    `export const partials = { ${partials.join(', ')} };`,
    'export const template = (view) => compiled(view, { partials });',
    '',
  ].join('\n');
}

const read = (file) => readFileSync(file, 'utf8');

/** The page's script is one text: its modules are bundled, since a file that makes no request imports nothing. */
const bundled = (file) =>
  buildSync({
    entryPoints: [file],
    bundle: true,
    format: 'iife',
    target: 'es2023',
    charset: 'utf8',
    legalComments: 'none',
    minifyWhitespace: true,
    minifySyntax: true,
    write: false,
  }).outputFiles[0].text;

const textOf = (file) => (file.endsWith('.js') ? bundled(file) : read(file)).replaceAll('\r\n', '\n');
const textModule = (file) => `export const text = ${JSON.stringify(textOf(file))};\n`;

export const handlebarsEsbuild = () => ({
  name: 'sealscan-handlebars',
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({
      contents: compileTemplate(read(path), path),
      resolveDir: dirname(path),
    }));
    build.onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/\?text$/, '')),
      namespace: 'sealscan-text',
    }));
    build.onLoad({ filter: /.*/, namespace: 'sealscan-text' }, ({ path }) => ({ contents: textModule(path) }));
  },
});

/** The suffix keeps Vite's own handling of .css and .js away. */
const TEXT = '\0sealscan-text:';

export const handlebarsVite = () => ({
  name: 'sealscan-handlebars',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.endsWith('?text') || importer === undefined) return null;
    return `${TEXT}${resolve(dirname(importer), source.replace(/\?text$/, ''))}.text`;
  },
  load(id) {
    if (id.startsWith(TEXT)) return textModule(id.slice(TEXT.length, -'.text'.length));
    if (id.endsWith('.hbs')) return compileTemplate(read(id), id);
    return null;
  },
});
