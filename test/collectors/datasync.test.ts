import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { world } from '../worlds/datasync.ts';
import { play } from './play.ts';

test('locations in object storage: over HTTPS, and nothing else is asked about', async () => {
  const { verdicts, calls } = await play(world.answers, { rules: ['datasync'] });
  expect(verdicts('datasync-object-storage-https')).toEqual({ secure: 'pass', clear: 'fail', refused: 'unknown' });
  expect(calls).toHaveLength(4);
  expect(readFileSync('fixtures/services/datasync.ndjson', 'utf8')).not.toContain('AKIA');
});
