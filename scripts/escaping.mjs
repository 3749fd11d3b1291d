// Nothing that an account says becomes markup or code: templates escape every value inside of quotes, and no code
// goes round them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

const FOLDERS = ['reports/html', 'src'];

/** Ways past the escaper, and text that runs. */
const CODE = [
  [/\bnoEscape\b|\bSafeString\b/, 'switches escaping off'],
  [/\bHandlebars\.compile\b/, 'compiles a template at run time'],
  [
    /\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\bsetHTML|\bsrcdoc\b|\bDOMParser\b/,
    'makes markup of text',
  ],
  [/\beval\s*\(|\bnew Function\b/, 'runs text'],
];

/** Raw output in a template, and values outside of quotes in a tag. @returns [line, what is wrong][] */
export function templateFaults(source) {
  const found = [];
  const visitor = new Handlebars.Visitor();
  visitor.MustacheStatement = (node) => {
    if (!node.escaped) found.push([node.loc.start.line, 'writes a value unescaped']);
  };
  visitor.DecoratorBlock = visitor.Decorator = (node) => found.push([node.loc.start.line, 'uses a decorator']);
  visitor.accept(Handlebars.parse(source));
  for (const [index, line] of source.split('\n').entries())
    if (/=\s*\{\{/.test(line)) found.push([index + 1, 'writes a value into an attribute without quotes']);
  return found;
}

const codeFaults = (source) =>
  source
    .split('\n')
    .flatMap((line, index) => CODE.filter(([pattern]) => pattern.test(line)).map(([, why]) => [index + 1, why]));

/** @returns violations as sentences; throws when there was nothing to look at. */
export function violations(root) {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\.(hbs|js|ts)$/.test(file)),
  );
  for (const [folder, ending] of [
    ['reports/html/', '.hbs'],
    ['reports/html/', '.js'],
    ['src/report/', '.ts'],
  ])
    if (!files.some((file) => file.startsWith(folder) && file.endsWith(ending)))
      throw new Error(`the escaping gate found no ${ending} in ${folder}`);
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const faults = file.endsWith('.hbs') ? templateFaults(source) : codeFaults(source);
    return faults.map(([line, why]) => `${file}:${line}: ${why}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = violations(fileURLToPath(new URL('..', import.meta.url)));
  for (const violation of found) console.error(violation);
  process.exitCode = found.length > 0 ? 1 : 0;
}
