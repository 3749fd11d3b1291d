import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedOf, narrowed, packagesOf } from '../../scripts/sbom.mjs';
import { ROOT } from './copy.ts';

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { dependencies, scripts } = JSON.parse(text('package.json')) as Record<string, Record<string, string>>;

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}
const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('what a user installs', () => {
  test('are at most ten packages beside the AWS clients', () => {
    const direct = Object.keys(dependencies ?? {}).filter((name) => !name.startsWith('@aws-sdk/'));
    expect(direct.length).toBeGreaterThan(0);
    expect(direct.length).toBeLessThanOrEqual(10);
  });

  test('runs nothing when it is installed', () => {
    const running = locked.filter(([, { dev, hasInstallScript }]) => !dev && hasInstallScript);
    expect(running.map(([path]) => path)).toEqual([]);
    expect(Object.keys(scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  test('is what the lock file says, by its digest, and from the registry', () => {
    expect(locked.length).toBeGreaterThan(100);
    // what other systems build with is optional, and npm locks it without a digest
    const loose = locked.filter(
      ([, { integrity = '', dev, optional }]) => !(dev && optional) && !integrity.startsWith('sha512-'),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
    const elsewhere = locked.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  test.each(['scripts/install.mjs', '.github/workflows/release.yml'])('%s installs without running scripts', (file) => {
    expect(text(file)).toMatch(/'ci', '--ignore-scripts'|npm ci --ignore-scripts/);
  });
});

describe('the bill of materials', () => {
  const component = (ref: string, dev: boolean) => ({
    'bom-ref': ref,
    name: ref.split('@')[0],
    scope: dev ? 'optional' : 'required',
    properties: dev ? [{ name: 'cdx:npm:package:development', value: 'true' }] : [],
  });
  const bom = {
    bomFormat: 'CycloneDX',
    serialNumber: 'urn:uuid:random',
    metadata: { timestamp: 'now', component: { 'bom-ref': 'sealscan@1.0.0', name: 'some-folder', type: 'library' } },
    components: [component('zod@4', false), component('sdk@3', true), component('vitest@4', true)],
    dependencies: [
      { ref: 'sealscan@1.0.0', dependsOn: ['zod@4', 'sdk@3', 'vitest@4'] },
      { ref: 'sdk@3', dependsOn: [] },
      { ref: 'vitest@4', dependsOn: ['zod@4'] },
    ],
  };
  const facts = { bundled: new Set(['sdk@3']), installed: new Set(['zod@4']), takenAt: undefined };

  test('lists what is bundled and what is installed, and nothing else', () => {
    expect(narrowed(bom, facts)).toEqual({
      bomFormat: 'CycloneDX',
      metadata: { component: { 'bom-ref': 'sealscan@1.0.0', name: 'sealscan', type: 'application' } },
      components: [
        { ...component('zod@4', false), scope: 'required' },
        { ...component('sdk@3', true), scope: 'required', properties: [{ name: 'sealscan:bundled', value: 'true' }] },
      ],
      dependencies: [
        { ref: 'sealscan@1.0.0', dependsOn: ['zod@4', 'sdk@3'] },
        { ref: 'sdk@3', dependsOn: [] },
      ],
    });
  });

  test('is refused when the bundle holds what the lock file does not know', () => {
    expect(() => narrowed(bom, { ...facts, bundled: new Set(['lost@1']) })).toThrow('does not know lost@1');
  });

  test('finds packages by the files of the bundle, and by the lock file', () => {
    const files = [
      'src/a.ts',
      'node_modules/zod/lib/a.js',
      'node_modules/zod/b.js',
      '../x/node_modules/a/node_modules/@s/b/c.js',
    ];
    const read = (folder: string) => ({ name: folder.replace(/^.*node_modules\//, ''), version: '1' });
    expect(packagesOf(files, read)).toEqual(new Set(['zod@1', '@s/b@1']));
    const packages = { '': {}, 'node_modules/a': { version: '2' }, 'node_modules/b': { version: '3', dev: true } };
    expect(installedOf({ packages })).toEqual(new Set(['a@2']));
  });
});
