import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Listing, Observation } from '../../src/model/snapshot.ts';
import { journalPath, openJournal } from '../../src/snapshot/journal.ts';
import { box, denied, header, key, OTHER, scopeIn } from '../graph/world.ts';
import { temporaryFolder } from './files.ts';

const HEADER = header([scopeIn()]);
const group = (type: string, observations: readonly Observation[], error?: Listing['error']) => ({
  listing: {
    listing: type,
    scope: scopeIn(),
    count: observations.length,
    ...(error ? { complete: false, error } : { complete: true }),
  },
  observations,
});
const BOXES = group('toy.box', [box('a', { Sealed: true }), box('b', { Sealed: false })]);
const KEYS = group('aws.kms.key', [key('k')]);

/** A journal that an earlier run left. */
function left(...groups: readonly (typeof BOXES)[]): string {
  const snapshot = join(temporaryFolder(), 'snapshot.ndjson');
  const journal = openJournal(snapshot, HEADER, false);
  for (const one of groups) journal.append(one);
  return snapshot;
}
const resumed = (snapshot: string, head = HEADER) => openJournal(snapshot, head, true);

describe('a scan that goes on', () => {
  test('finds what was finished, and the header of the first run', () => {
    const snapshot = left(BOXES, KEYS);
    const journal = resumed(snapshot, { ...HEADER, takenAt: '2027-01-01T00:00:00Z' });
    expect(journal.header.takenAt).toBe(HEADER.takenAt);
    expect(journal.done('toy.box', scopeIn())).toEqual(BOXES);
    expect(journal.done('toy.box', scopeIn('ap-south-1'))).toBeUndefined();
    expect(journal.done('toy.chest', scopeIn())).toBeUndefined();
  });

  test('reads again the group whose last line was cut, and can be cut and go on once more', () => {
    const snapshot = left(KEYS, BOXES);
    const path = journalPath(snapshot);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -30));
    const journal = resumed(snapshot);
    expect(journal.done('toy.box', scopeIn())).toBeUndefined();
    expect(journal.done('aws.kms.key', scopeIn())).toEqual(KEYS);
    journal.append(BOXES);
    appendFileSync(path, '{"listing":"toy.ch');
    const again = resumed(snapshot);
    expect(again.done('toy.box', scopeIn())).toEqual(BOXES);
    expect(again.done('aws.kms.key', scopeIn())).toEqual(KEYS);
  });

  test('reads again the group whose last lines are missing', () => {
    const snapshot = left(BOXES);
    const lines = readFileSync(journalPath(snapshot), 'utf8').trimEnd().split('\n');
    writeFileSync(journalPath(snapshot), `${lines.slice(0, -1).join('\n')}\n`);
    expect(resumed(snapshot).done('toy.box', scopeIn())).toBeUndefined();
  });

  test.each([
    ['interrupted', { operation: 'toy:ListBoxes', code: 'Interrupted', message: '' }],
    ['without credentials', { operation: 'toy:ListBoxes', code: 'ExpiredTokenException', message: '' }],
  ])('reads again what was %s', (_, error) => {
    const listing = left(group('toy.box', [], error));
    expect(resumed(listing).done('toy.box', scopeIn())).toBeUndefined();
    const call = left(group('toy.box', [box('a', {}, scopeIn(), { policy: { error } })]));
    expect(resumed(call).done('toy.box', scopeIn())).toBeUndefined();
  });

  test('does not ask again what was denied', () => {
    const deniedOnce = group('toy.box', [], denied('toy:ListBoxes'));
    expect(resumed(left(deniedOnce)).done('toy.box', scopeIn())).toEqual(deniedOnce);
  });

  test('begins anew when nothing but a piece of the header was kept', () => {
    const snapshot = left();
    writeFileSync(journalPath(snapshot), '{"sealscan":"snap');
    const journal = resumed(snapshot);
    journal.append(KEYS);
    expect(resumed(snapshot).done('aws.kms.key', scopeIn())).toEqual(KEYS);
  });

  test.each([
    ['another account', { scopes: [{ ...scopeIn('eu-west-1', OTHER), status: 'complete' as const }] }],
    ['other regions', { scopes: [{ ...scopeIn('ap-south-1'), status: 'complete' as const }] }],
    ['other services', { services: ['kms'] }],
    ['other members', { members: { 'toy.box/item': ['Level'] } }],
  ])('refuses a journal of %s', (_, changes) => {
    const snapshot = left(BOXES);
    expect(() => resumed(snapshot, { ...HEADER, ...changes })).toThrow(
      'the interrupted run had another account, or other regions or services; repeat its command, or leave out --resume',
    );
  });

  test('refuses a journal that is something else', () => {
    const snapshot = left();
    writeFileSync(journalPath(snapshot), 'hello\n');
    expect(() => resumed(snapshot)).toThrow('not valid JSON');
  });
});

test('a journal stays when the end of the credentials cut something', () => {
  const snapshot = left();
  const journal = resumed(snapshot);
  journal.append(group('toy.box', [], { operation: 'toy:ListBoxes', code: 'ExpiredCredentials', message: '' }));
  expect(journal.close()).toBe(false);
  expect(existsSync(journalPath(snapshot))).toBe(true);
});

test('answers are written a moment after they came; where that fails, the next to come is told', async () => {
  const snapshot = left();
  const journal = openJournal(snapshot, HEADER, false);
  for (const answer of ['a', 'b']) journal.remember(answer, { ok: answer });
  await pause(200);
  expect(resumed(snapshot).recall('b')).toEqual({ ok: 'b' });
  rmSync(dirname(snapshot), { recursive: true });
  journal.remember('c', {});
  await pause(200);
  expect(() => journal.remember('d', {})).toThrow(/could not be written/);
});

test('without --resume a journal starts anew; it is for its owner alone, and gone when the snapshot is written', () => {
  const snapshot = left(BOXES);
  const journal = openJournal(snapshot, HEADER, false);
  expect(journal.done('toy.box', scopeIn())).toBeUndefined();
  expect(statSync(journalPath(snapshot)).mode & 0o777).toBe(0o600);
  journal.append(KEYS);
  expect(journal.close()).toBe(true);
  expect(existsSync(journalPath(snapshot))).toBe(false);
});
