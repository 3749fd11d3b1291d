import { kinds as t } from '../../src/collect/kinds.ts';
import type { CallUse, Collector, ListUse } from '../../src/model/collector.ts';
import type { CustodySource } from '../../src/model/custody.ts';
import type { Field } from '../../src/model/field.ts';

/** A small registry with every kind of field, so that these tests hang on no AWS service but KMS's two link targets. */
const list = (sdk: string, operation: string, members: ListUse['members']): ListUse => ({
  sdk,
  client: 'Client',
  operation,
  permission: `${sdk}:${operation}`,
  at: 'Items',
  required: ['Items'],
  members,
  input: {},
  none: [],
});

const call = (name: string, operation: string, changes: Partial<CallUse> = {}): CallUse => ({
  ...list('toy', operation, {}),
  name,
  list: false,
  input: () => ({}),
  none: [],
  second: false,
  secrets: false,
  ...changes,
});

const type = (
  name: string,
  service: string,
  fields: Readonly<Record<string, Field>>,
  changes: Partial<Collector> = {},
): Collector => ({
  type: name,
  service,
  scope: 'regional',
  arn: `arn:{partition}:${service}:{region}:{account}:${name.split('.').at(-1)}/{id}`,
  joins: [],
  anybodys: false,
  optional: false,
  secrets: false,
  calls: [],
  id: ({ item }) => item.Id,
  name: (_answers, id) => id.split('/').at(-1),
  fields,
  depends: {},
  copies: {},
  ...changes,
});

export const key = type(
  'aws.kms.key',
  'kms',
  {
    manager: t.enum(['aws', 'customer'], ({ metadata }) => metadata.Manager),
    state: t.enum(['Enabled', 'Disabled'], ({ metadata }) => metadata.State),
    origin: t.enum(['aws-kms', 'imported'], ({ metadata }) => metadata.Origin),
    usedBy: t.usedBy(),
  },
  {
    list: list('kms', 'ListKeys', { Id: true }),
    calls: [call('metadata', 'DescribeKey', { sdk: 'kms', permission: 'kms:DescribeKey' })],
  },
);

export const alias = type(
  'aws.kms.alias',
  'kms',
  { key: t.link('aws.kms.key', ['state'], ({ item }) => item.TargetKeyId ?? '') },
  { arn: 'arn:{partition}:kms:{region}:{account}:{id}', list: list('kms', 'ListAliases', { TargetKeyId: true }) },
);

interface BoxItem {
  readonly Sealed?: boolean;
  readonly Key?: string;
  readonly Held?: 'none' | 'aws-owned' | 'aws-managed' | 'customer-managed';
}
const custodyOfItem = ({ Sealed, Held }: BoxItem): CustodySource | undefined =>
  Held ?? (Sealed === undefined ? undefined : Sealed ? { ofLink: 'kmsKey' } : 'none');

export const box = type(
  'toy.box',
  'toy',
  {
    sealed: t.bool(({ item }) => item.Sealed),
    level: t.int(({ item }) => item.Level),
    size: t.enum(['big', 'small'], ({ item }) => item.Size),
    label: t.string(({ item }) => item.Label),
    madeAt: t.time(({ item }) => item.MadeAt),
    endsAt: t.optional(t.time(({ item }) => item.EndsAt)),
    notes: t.strings(({ item }) => item.Notes),
    tags: t.map(({ item }) => item.Tags),
    parts: t.structs({ name: 'string', weight: 'int' }, ({ item }) => item.Parts),
    open: t.bool(({ policy }) => (policy === undefined ? false : policy.Open)),
    kmsKey: t.link('aws.kms.key', ['state', 'manager'], ({ item }) => item.Key ?? ''),
    chest: t.link('toy.chest', ['sealed'], ({ item }) => item.Chest ?? ''),
    peers: t.links('toy.box', ['sealed'], ({ item }) => item.Peers ?? []),
    custody: t.custody(({ item }) => custodyOfItem(item)),
  },
  {
    list: list('toy', 'ListBoxes', { Sealed: true, Level: true, Size: true, Label: true, Key: true, Peers: true }),
    calls: [call('policy', 'GetBoxPolicy', { none: ['NoSuchPolicy'], members: { Open: true } })],
  },
);

export const account = type(
  'aws.account',
  'account',
  { boxes: t.within('toy.box', 'account', ['sealed']) },
  { scope: 'global', arn: 'arn:{partition}:account::{account}:account' },
);

export const region = type(
  'aws.region',
  'account',
  { boxes: t.within('toy.box', 'region', ['sealed']), defaultOn: t.bool(({ setting }) => setting.On) },
  {
    arn: 'arn:{partition}:account:{region}:{account}:region/{region}',
    calls: [call('setting', 'GetSetting', { members: { On: true } })],
  },
);

/** A global listing of what lives in regions, as S3 buckets do. */
export const chest = type(
  'toy.chest',
  'chest',
  {
    sealed: t.bool(({ item }) => item.Sealed),
    kmsKey: t.link('aws.kms.key', ['state'], ({ item }) => item.Key ?? ''),
  },
  {
    scope: 'global',
    anybodys: true,
    arn: 'arn:{partition}:chest:::{id}',
    list: list('chest', 'ListChests', { Sealed: true }),
  },
);

export const toys: readonly Collector[] = [account, region, alias, key, box, chest];
