import { describe, expect, test } from 'vitest';
import { isPostQuantum, securityBits } from '../../src/model/key-algorithm.ts';
import { isFipsPolicy, isPostQuantumPolicy } from '../../src/model/security-policy.ts';
import { forwardSecret, oldestTls, weakCiphers } from '../../src/model/tls.ts';

describe('security policies by name', () => {
  test.each([
    ['ELBSecurityPolicy-2016-08', false, false],
    ['ELBSecurityPolicy-FS-1-2-Res-2020-10', false, false],
    ['ELBSecurityPolicy-TLS13-1-2-Res-2021-06', false, false],
    ['ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04', true, false],
    ['ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04', true, false],
    ['ELBSecurityPolicy-TLS13-1-3-PQ-2025-09', false, true],
    ['ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', false, true],
    ['ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09', true, true],
    ['ELBSecurityPolicy-TLS13-1-4-PQ-2030-01', undefined, true],
    ['ELBSecurityPolicy-TLS14-2029-01', undefined, undefined],
    ['my-FIPSY-PQX', undefined, undefined],
  ])('%s: FIPS %s, post-quantum %s', (policy, fips, postQuantum) => {
    expect([isFipsPolicy(policy), isPostQuantumPolicy(policy)]).toEqual([fips, postQuantum]);
  });
});

test.each([
  [['TLS_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-SHA256'], true],
  [['ECDHE-RSA-AES128-GCM-SHA256', 'AES128-GCM-SHA256'], false],
  [['TLS_NEW', 'AES256-SHA'], false],
  [['ECDHE-RSA-AES128-GCM-SHA256', 'TLS_NEW'], undefined],
  [[], undefined],
])('forward secrecy of %j: %s', (ciphers, secret) => {
  expect(forwardSecret(ciphers)).toBe(secret);
});

test('weak ciphers are told by what they are made of', () => {
  const weak = [
    'RC4-MD5',
    'DES-CBC3-SHA',
    'ECDHE-RSA-RC4-SHA',
    'EXP1024-RC4-SHA',
    'NULL-SHA',
    'ADH-AES128-SHA',
    'DES-CBC-SHA',
  ];
  const fine = ['AES128-SHA', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'CAMELLIA128-SHA'];
  expect(weakCiphers([...weak, ...fine])).toEqual(weak);
});

test('the oldest version, of those that are known', () => {
  expect(oldestTls(['TLSv1.3', 'TLSv1.1', 'TLSv1.2'])).toBe('TLSv1.1');
  expect(oldestTls(['TLSv1.4'])).toBeUndefined();
});

test.each([
  ['RSA_1024', 80, false],
  ['RSA-2048', 112, false],
  ['EC_secp384r1', 192, false],
  ['ML_DSA_65', 192, true],
  ['NEW_1', undefined, undefined],
])('the key algorithm %s: %s bits, post-quantum %s', (name, bits, quantum) => {
  expect([securityBits(name), isPostQuantum(name)]).toEqual([bits, quantum]);
});
