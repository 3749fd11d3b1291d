import { describe, expect, test } from 'vitest';
import { keyArn } from '../graph/world.ts';
import { accountFile, customerKey, volume } from './account.ts';
import { run } from './run.ts';

const under = (id: string) => volume('vol-1', true, { KmsKeyId: keyArn(id) });
const KEYS = [customerKey('a'), customerKey('b')];
const metadata = (KeyState: string) => ({
  metadata: { ok: { KeyManager: 'CUSTOMER', KeyState, KeySpec: 'SYMMETRIC_DEFAULT', Origin: 'AWS_KMS' } },
});

async function diff(before: Parameters<typeof accountFile>[0], after: Parameters<typeof accountFile>[0]) {
  const files = [accountFile(before), accountFile(after)];
  const { code, out, notes } = await run(['diff', ...files, '--format', 'json']);
  expect({ code, notes }).toEqual({ code: 0, notes: '' });
  return { ...JSON.parse(out), text: async () => (await run(['diff', ...files])).out };
}

describe('diff', () => {
  test('of a snapshot and itself says nothing', async () => {
    const { text, takenAt: _, ...lists } = await diff([...KEYS, under('a')], [...KEYS, under('a')]);
    expect(Object.values(lists).every((list) => Array.isArray(list) && list.length === 0)).toBe(true);
    expect(await text()).toContain('Nothing differs.');
  });

  test('says what cannot be opened any more, and when that is felt', async () => {
    const { keys, unreadable, text } = await diff(
      [...KEYS, under('a')],
      [customerKey('a', metadata('PendingDeletion')), customerKey('b'), under('a')],
    );
    expect(keys).toEqual([{ arn: keyArn('a'), before: 'Enabled', after: 'PendingDeletion' }]);
    expect(unreadable).toMatchObject([
      { type: 'aws.ec2.volume', via: 'kmsKey', key: keyArn('a'), before: 'yes', after: 'no', stops: 'next-attach' },
    ]);
    expect(await text()).toMatch(
      /Cannot be opened any more: 1 entry\n.*volume\/vol-1 kmsKey: yes -> no \(next-attach\)/,
    );
  });

  test('says what is lost for ever, and what can be opened again', async () => {
    const gone = [customerKey('b'), under('a')];
    expect((await diff([...KEYS, under('a')], gone)).unreadable).toMatchObject([
      { after: 'lost', effect: expect.stringContaining('lost for ever') },
    ]);
    expect((await diff(gone, [...KEYS, under('a')])).readable).toMatchObject([{ before: 'lost', after: 'yes' }]);
  });

  test('says what changed hands and whose custody fell', async () => {
    const { hands, custody } = await diff([...KEYS, under('a')], [...KEYS, under('b')]);
    expect(hands).toMatchObject([{ via: 'kmsKey', before: [keyArn('a')], after: [keyArn('b')] }]);
    expect(custody).toEqual([]);
    const plain = await diff([...KEYS, under('a')], [...KEYS, volume('vol-1', false)]);
    expect(plain.custody).toMatchObject([{ before: 'customer-managed', after: 'none', change: 'fell' }]);
  });

  test('says which verdicts differ', async () => {
    const off = customerKey('a', { rotation: { ok: { KeyRotationEnabled: false } } });
    const { findings } = await diff([customerKey('a')], [off]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'kms-key-rotation-enabled',
        resource: keyArn('a'),
        before: 'pass',
        after: 'fail',
      }),
    );
  });

  test('refuses what is no snapshot', async () => {
    expect((await run(['diff', 'fixtures/acme.ndjson', 'nowhere.ndjson'])).code).toBe(2);
  });
});

describe('key show --what-if', () => {
  const show = (...argv: string[]) => run(['key', 'show', 'a', '--from', accountFile([...KEYS, under('a')]), ...argv]);

  test('adds to the answer what would differ', async () => {
    const { out } = await show('--what-if', 'delete', '--format', 'json');
    expect(JSON.parse(out).whatIf).toMatchObject({ change: 'delete', unreadable: [{ after: 'lost' }] });
    expect((await show('--what-if', 'disable')).out).toMatch(
      /What if it is disabled\n {2}Keys: 1 entry\n {4}.*Enabled -> Disabled/,
    );
  });

  test('refuses what nobody can do, or nobody can know', async () => {
    expect(await show('--what-if', 'sell')).toMatchObject({
      code: 2,
      notes: expect.stringContaining('disable, delete or'),
    });
    expect(await show('--what-if', 'remove-principal=arn:aws:iam::111122223333:root')).toMatchObject({
      code: 2,
      notes: expect.stringContaining('was not read'),
    });
    const managed = ['key', 'show', 'alias/aws/ebs', '--from', 'fixtures/acme.ndjson', '--region', 'eu-west-1'];
    expect(await run([...managed, '--what-if', 'disable'])).toMatchObject({
      code: 2,
      notes: expect.stringContaining('AWS manages this key'),
    });
  });
});
