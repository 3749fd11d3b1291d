import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfProject, ROOT, runScript } from './copy.ts';

const gate = (folder: string) => runScript(folder, 'escaping.mjs');

describe('escaping', () => {
  test('holds', () => expect(gate(ROOT)).toEqual({ code: 0, said: '' }), 240_000);

  test('is found missing wherever it is planted', () => {
    const folder = copyOfProject();
    const planted: readonly [string, string, string][] = [
      ['reports/html/a.hbs', '<p>\n{{{name}}}</p>', '2: writes a value unescaped'],
      ['reports/html/b.hbs', '<p>{{& name}}</p>', '1: writes a value unescaped'],
      ['reports/html/c.hbs', '<p>{{~{name}~}}</p>', '1: writes a value unescaped'],
      ['reports/html/d.hbs', '<p>{{#each x}}{{#if this}}{{{this}}}{{/if}}{{/each}}</p>', '1: writes a value unescaped'],
      ['reports/html/e.hbs', '<p class={{name}}>x</p>', '1: writes a value into an attribute without quotes'],
      ['reports/html/f.hbs', '{{#*inline "x"}}{{/inline}}', '1: uses a decorator'],
      ['reports/html/g.js', 'row.innerHTML = name;', '1: makes markup of text'],
      [
        'src/report/h.ts',
        "import H from 'handlebars';\nH.compile('', { noEscape: true });",
        '2: switches escaping off',
      ],
      ['src/report/i.ts', 'export const i = (x: string) => new Handlebars.SafeString(x);', '1: switches escaping off'],
      [
        'src/report/j.ts',
        'export const j = (x: string) => Handlebars.compile(x);',
        '1: compiles a template at run time',
      ],
      ['src/cli/k.ts', 'export const k = (x: string) => eval(x);', '1: runs text'],
    ];
    for (const [file, text] of planted) writeFileSync(join(folder, file), text);
    const { code, said } = gate(folder);
    expect(code).toBe(1);
    expect(said.trimEnd().split('\n').sort()).toEqual(planted.map(([file, , why]) => `${file}:${why}`).sort());
  }, 240_000);

  test.each(['reports/html', 'src/report'])(
    'is not taken to hold when %s is empty',
    (part) => {
      const folder = copyOfProject();
      rmSync(join(folder, part), { recursive: true });
      const { code } = gate(folder);
      expect(code).not.toBe(0);
    },
    240_000,
  );
});
