import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfProject, runScript } from './copy.ts';

const gate = (folder: string) => runScript(folder, 'architecture.mjs');

describe('import directions', () => {
  test('that are planted the wrong way round are found, each with why', () => {
    const folder = copyOfProject(); // that the project's own hold is a step of CI and of npm run check
    const plant = (file: string, from: string): void =>
      writeFileSync(join(folder, 'src', file), `import * as planted from '${from}';\nexport { planted };\n`);
    const planted: readonly [string, string, string][] = [
      ['model/planted.ts', '../collect/call.ts', 'model-imports-nothing'],
      ['graph/planted.ts', '../collectors/registry.ts', 'graph-stays-in-its-stage'],
      ['collect/planted.ts', '../graph/graph.ts', 'collect-stays-in-its-stage'],
      ['evaluate/planted.ts', '../graph/graph.ts', 'evaluate-stays-in-its-stage'],
      ['report/planted.ts', '../evaluate/rule.ts', 'report-stays-in-its-stage'],
      ['iam/planted.ts', '../report/html.ts', 'iam-stays-in-its-stage'],
      ['snapshot/planted.ts', '../evaluate/rule.ts', 'snapshot-stays-in-its-stage'],
      ['source/planted.ts', '../report/html.ts', 'source-stays-in-its-stage'],
      ['secrets/planted.ts', '../snapshot/write.ts', 'secrets-stays-in-its-stage'],
      ['secrets/planted-disk.ts', 'node:fs', 'disk-only-at-the-edges'],
      ['aws/planted.ts', '../collectors/registry.ts', 'aws-stays-in-its-stage'],
      ['collectors/planted.ts', '../snapshot/read.ts', 'collectors-stays-in-its-stage'],
      ['collectors/planted-sdk.ts', '@aws-sdk/client-kms', 'sdk-only-in-aws'],
      ['cli/planted.ts', '@aws-sdk/client-kms', 'sdk-only-in-aws'],
      ['evaluate/planted-cel.ts', '@marcbachmann/cel-js', 'cel-in-one-place'],
      ['graph/planted-disk.ts', 'node:fs', 'disk-only-at-the-edges'],
      ['evaluate/planted-disk.ts', 'node:child_process', 'disk-only-at-the-edges'],
    ];
    for (const [file, from] of planted) plant(file, from);
    plant('cli/round.ts', './about.ts');
    plant('cli/about.ts', './round.ts');
    const { code, said } = gate(folder);
    expect(code).toBe(1);
    for (const [file, , rule] of planted) expect(said).toMatch(new RegExp(`src/${file} -> \\S+: ${rule}\\. [A-Z]`));
    expect(said).toMatch(/src\/cli\/(round|about)\.ts -> \S+: no-circles\. /);
  }, 240_000);

  test('are not taken to hold when nothing was read', () => {
    const folder = copyOfProject();
    rmSync(join(folder, 'src'), { recursive: true });
    mkdirSync(join(folder, 'src'));
    const { code, said } = gate(folder);
    expect(code).not.toBe(0);
    expect(said).toMatch(/the architecture gate (did not read src|followed no import)/);
  }, 240_000);

  test('are not taken to hold when no import was followed', () => {
    const folder = copyOfProject();
    rmSync(join(folder, 'src'), { recursive: true });
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'alone.ts'), 'export const alone = 1;\n');
    const { code, said } = gate(folder);
    expect(code).not.toBe(0);
    expect(said).toContain('the architecture gate followed no import');
  }, 240_000);
});
