import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { schemasEsbuild, withLiteralKeys } from '../../scripts/schemas-plugin.mjs';
import { ROOT } from './copy.ts';

/** Esbuild's bundle of what is exported, as the package is bundled. */
async function bundled(contents: string, plugins = [schemasEsbuild()]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    minifySyntax: true,
    plugins,
  });
  return outputFiles[0]?.text ?? '';
}

const load = async (text: string): Promise<Record<string, unknown>> =>
  import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);

describe('the SDK in the bundle', () => {
  it('holds the schemas of the commands that are named, and no others', async () => {
    const text = await bundled("export { ListDataSourcesCommand } from '@aws-sdk/client-quicksight';");
    expect(text).toContain('ListDataSourcesResponse$');
    expect(text).not.toContain('DescribeDashboard');
  });

  it('has the same schemas as the SDK', async () => {
    const all = "export * from './node_modules/@aws-sdk/client-efs/dist-es/schemas/schemas_0.js';";
    const [ours, theirs] = await Promise.all([load(await bundled(all)), load(await bundled(all, []))]);
    expect(Object.keys(ours).length).toBeGreaterThan(50);
    expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
  });

  it('is not built of schemas that name keys in another way', () => {
    expect(withLiteralKeys('const _h = "http";\nexport var A$ = [9, { [_h]: 1 }];')).toContain('{ "http": 1 }');
    expect(() => withLiteralKeys('const _h = http();\nexport var A$ = [9, { [_h]: 1 }];')).toThrow(
      'the key _h is no constant of the schemas',
    );
  });
});
