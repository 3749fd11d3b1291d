import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfProject, runScript } from './copy.ts';

const check = (folder: string) => runScript(folder, 'generate.mjs', '--check');

describe('generated files', () => {
  test('that are out of date are named, and left as they are', () => {
    const folder = copyOfProject(); // that the project's own are current is a step of CI and of npm run check
    appendFileSync(join(folder, 'src/collectors/registry.ts'), '\n// by hand\n');
    appendFileSync(join(folder, 'src/aws/sdk/kms.ts'), '\n// by hand\n');
    appendFileSync(join(folder, 'rules/rule.schema.json'), '\n\n');
    const { code, said } = check(folder);
    expect(code).toBe(1);
    expect(said).toMatch(/out of date, run npm run generate: /);
    for (const file of ['src/collectors/registry.ts', 'src/aws/sdk/kms.ts', 'rules/rule.schema.json']) {
      expect(said).toContain(file);
    }
    expect(readFileSync(join(folder, 'src/aws/sdk/kms.ts'), 'utf8')).toContain('// by hand');
  }, 240_000);

  test('are not taken to be current when there is nothing to generate from', () => {
    const folder = copyOfProject();
    const sources = join(folder, 'src/collectors');
    for (const file of readdirSync(sources)) rmSync(join(sources, file));
    const { code, said } = check(folder);
    expect(code).not.toBe(0);
    expect(said).toContain('src/collectors holds no collector');
  }, 240_000);
});
