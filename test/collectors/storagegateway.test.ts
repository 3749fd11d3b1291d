import { expect, test } from 'vitest';
import { world } from '../worlds/storagegateway.ts';
import { play } from './play.ts';

const { verdicts, finding, calls } = await play(world.answers, { rules: ['storagegateway'] });

test('file shares, with the older flag and the newer', () => {
  expect(verdicts('storagegateway-fileshare-kms')).toEqual({
    clear: 'fail',
    sealed: 'pass',
    double: 'pass',
    older: 'pass',
    refused: 'unknown',
  });
  expect(finding('storagegateway-fileshare-kms', 'refused').reasons[0]).toMatchObject({
    permission: 'storagegateway:DescribeNFSFileShares',
  });
});

test('volumes and tapes, in the library and in the archive', () => {
  expect(verdicts('storagegateway-volume-cmk')).toEqual({ own: 'pass', plain: 'fail' });
  expect(verdicts('storagegateway-tape-cmk')).toEqual({ plain: 'fail', archived: 'pass' });
  expect(calls.filter((call) => /Describe(Tape|Cached|Stored)/.test(call))).toHaveLength(4);
});
