import { collectors } from '../../src/collectors/registry.ts';
import { GLOBAL_REGION } from '../../src/model/scope.ts';
import type { AnswerError, Listing, Observation, SnapshotHeader } from '../../src/model/snapshot.ts';
import { snapshotLines } from '../../src/snapshot/order.ts';
import { ACCOUNT, header, keyArn, scopeIn } from '../graph/world.ts';
import { fileWith } from './run.ts';

export const volume = (id: string, Encrypted: boolean, changes: object = {}): Observation => ({
  type: 'aws.ec2.volume',
  id: `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/${id}`,
  scope: scopeIn(),
  answers: {
    item: { ok: { VolumeId: id, Encrypted, State: 'in-use', CreateTime: '2026-01-01T00:00:00.000Z', ...changes } },
  },
});

/** A customer's key whose rotation is on unless said otherwise. */
export const customerKey = (id: string, answers: Observation['answers'] = {}): Observation => ({
  type: 'aws.kms.key',
  id: keyArn(id),
  scope: scopeIn(),
  answers: {
    item: { ok: { KeyId: id, KeyArn: keyArn(id) } },
    alias: { none: 'NoMatch' },
    metadata: {
      ok: {
        KeyManager: 'CUSTOMER',
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: 'AWS_KMS',
        MultiRegion: false,
        CreationDate: '2026-01-01T00:00:00.000Z',
      },
    },
    rotation: { ok: { KeyRotationEnabled: true } },
    ...answers,
  },
});

export interface AccountOptions {
  /** Type -> why its listing failed. */
  readonly failed?: Readonly<Record<string, AnswerError>>;
  readonly header?: Partial<SnapshotHeader>;
}

/** The lines of a snapshot of one region in which every type was listed. */
export function accountLines(observations: readonly Observation[], options: AccountOptions = {}): string[] {
  const listings = collectors
    .filter(({ type, list }) => list || observations.some((one) => one.type === type))
    .map(({ type, scope }): Listing => {
      const count = observations.filter((one) => one.type === type).length;
      const base = { listing: type, scope: scopeIn(scope === 'global' ? GLOBAL_REGION : 'eu-west-1'), count };
      const error = options.failed?.[type];
      return error ? { ...base, complete: false, error } : { ...base, complete: true };
    });
  return snapshotLines(header([scopeIn(GLOBAL_REGION), scopeIn()], options.header), [...listings, ...observations]);
}

export const accountFile = (observations: readonly Observation[], options: AccountOptions = {}): string =>
  fileWith(`${accountLines(observations, options).join('\n')}\n`, 'snapshot.ndjson');

export const denied = (operation: string): AnswerError => ({ operation, code: 'AccessDenied', message: 'not allowed' });

/** A rule of one's own over KMS keys, as a file of a folder. */
export const ruleYaml = (id: string, changes: Readonly<Record<string, string>> = {}): string =>
  `${Object.entries({
    id,
    title: 'Keys are well',
    severity: 'high',
    category: 'key-management',
    resource: 'aws.kms.key',
    assert: 'resource.rotationEnabled',
    message: 'This key is not well.',
    rationale: 'Because.',
    remediation: '{ cli: do, terraform: done }',
    controls: '{}',
    references: '[https://example.com/]',
    cases:
      '[{ given: { rotationEnabled: true }, verdict: pass }, { given: { rotationEnabled: false }, verdict: fail }, { given: {}, verdict: unknown }]',
    ...changes,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n`;
