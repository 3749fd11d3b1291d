import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fileWith, run } from './cli/run.ts';

const yamlIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');

test('the rule that the guide shows is taken, and its cases hold', async () => {
  const [rule = ''] = yamlIn('docs/writing-rules.md');
  const id = /^id: (\S+)/m.exec(rule)?.[1] ?? '';
  const folder = dirname(dirname(fileWith(rule, `kms/${id}.yaml`)));
  expect(await run(['rules', 'test', folder])).toMatchObject({ code: 0, out: '1 rule, 4 cases, 0 failures\n' });
});

test.each(['README.md', 'docs/getting-started.md'])('the configuration that %s shows is taken', async (page) => {
  const config = yamlIn(page).find((yaml) => yaml.includes('trustedAccounts:')) ?? '';
  const seen = await run(['scan', '--print-config', '--config', fileWith(config, 'c.yaml')]);
  expect(seen.notes).toBe('');
  expect(seen.code).toBe(0);
});

test('links between pages lead somewhere', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync('docs').map((name) => `docs/${name}`)];
  const texts = pages.filter((page) => page.endsWith('.md')).map((page) => [page, readFileSync(page, 'utf8')] as const);
  const links = texts.flatMap(([page, text]) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)\s]*)?\)/g)].map(([, to = '']) => join(dirname(page), to)),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((to) => !readable(to))).toEqual([]);
});

function readable(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EISDIR';
  }
}
