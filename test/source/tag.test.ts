import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAYLOADS } from '../report/hostile.ts';
import { codeIn, repositoryWith } from './repository.ts';

const FILES = { 'infra/main file.tf': 'a\nb\nc', '.git/config': 'x\n', 'a/b/c.ts': '1\n2\n' };

describe('the tag sealscan:source', () => {
  it.each([
    ['infra/main file.tf#L2', 'infra/main file.tf:2'],
    ['infra/main file.tf:3', 'infra/main file.tf:3'],
    ['a/b/c.ts#L1', 'a/b/c.ts:1'],
    ['infra/main file.tf#L4', undefined],
    ['infra/main file.tf#L0', undefined],
    ['infra/main file.tf', undefined],
    ['infra#L1', undefined],
    ['nowhere.tf#L1', undefined],
    ['./a/b/c.ts#L1', undefined],
    ['a/../a/b/c.ts#L1', undefined],
    ['../../etc/passwd#L1', undefined],
    ['/etc/passwd#L1', undefined],
    ['//etc/passwd#L1', undefined],
    ['a\\b\\c.ts#L1', undefined],
    ['https://example.com/a#L1', undefined],
    ['file:///etc/passwd#L1', undefined],
    ['C:/x#L1', undefined],
    ['.git/config#L1', undefined],
    ['%2e%2e/%2e%2e/etc/passwd#L1', undefined],
    ['link/passwd#L1', undefined],
    ['a/b/c.ts#L1\n', undefined],
    ['a/b/c.ts#L99999999999999999999', undefined],
  ])('%j leads to %s', (value, at) => {
    const root = repositoryWith(FILES);
    symlinkSync('/etc', join(root, 'link'));
    expect(codeIn(root)({ tags: { 'sealscan:source': value } })).toBe(at);
  });

  it.each(PAYLOADS.map((text) => [text.slice(0, 30), text]))('%j leads nowhere', (_, text) => {
    const at = codeIn(repositoryWith(FILES));
    expect(at({ tags: { 'sealscan:source': text } })).toBeUndefined();
    expect(at({ tags: { 'sealscan:source': `${text}#L1` } })).toBeUndefined();
  });
});
