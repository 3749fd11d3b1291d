import { expect, test } from 'vitest';
import { world } from '../worlds/transfer.ts';
import { play } from './play.ts';

const { verdicts, finding } = await play(world.answers, { rules: ['transfer'] });

test('servers: no FTP, and post-quantum key exchanges as the policy itself lists them', () => {
  const unknown = { refused: 'unknown' };
  expect(verdicts('transfer-server-no-ftp')).toEqual({ modern: 'pass', older: 'pass', ftp: 'fail', ...unknown });
  expect(verdicts('transfer-server-post-quantum-ssh')).toEqual({ modern: 'pass', older: 'fail', ...unknown });
  expect(finding('transfer-server-no-ftp', 'refused').reasons[0]).toMatchObject({
    permission: 'transfer:DescribeServer',
  });
});

test('AS2 connectors; those for SFTP are not judged', () => {
  const verdict = { strong: 'pass', weak: 'fail', none: 'fail' };
  expect(verdicts('transfer-as2-encryption-algorithm')).toEqual(verdict);
  expect(verdicts('transfer-as2-signing-algorithm')).toEqual(verdict);
  expect(verdicts('transfer-as2-mdn-signing-algorithm')).toEqual({ ...verdict, none: 'pass' });
});
