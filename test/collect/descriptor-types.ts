import type * as KMS from '@aws-sdk/client-kms';
import { sdk } from '../../src/collect/descriptor.ts';
import type { Field } from '../../src/model/field.ts';

/** Compiled by `tsc -p .`: each `@ts-expect-error` proves that the mistake below it is one for the compiler. */
export const kms = sdk<typeof KMS>('kms', 'KMSClient', { permissions: { ListKeys: 'kms:ListEveryKey' } });

const type = { service: 'kms', arn: '{id}', id: () => 'id' };
const members = { KeyId: true } as const;

export const right = kms
  .list('t', 'ListKeys', { items: 'Keys', paging: { token: ['Marker', 'NextMarker'] }, members }, type)
  .call('metadata', 'DescribeKey', ({ item }) => ({ KeyId: item.KeyId }), {
    at: 'KeyMetadata',
    members: { KeyState: true, CreationDate: true, MultiRegion: true },
  });

// @ts-expect-error the SDK has no such client
sdk<typeof KMS>('kms', 'KMClient');
// @ts-expect-error an IAM action is given for an operation that does not exist
sdk<typeof KMS>('kms', 'KMSClient', { permissions: { ListKey: 'kms:ListKeys' } });

const items = 'Keys';
// @ts-expect-error an operation that does not exist
kms.list('t', 'ListKey', { items, members }, type);
// @ts-expect-error the answer has no such list
kms.list('t', 'ListKeys', { items: 'Key', members }, type);
// @ts-expect-error a member that is there, and is no list
kms.list('t', 'ListKeys', { items: 'Truncated', members }, type);
// @ts-expect-error the request's token has another name
kms.list('t', 'ListKeys', { items, members, paging: { token: ['NextMarker', 'NextMarker'] } }, type);
// @ts-expect-error the answer's token has another name
kms.list('t', 'ListKeys', { items, members, paging: { token: ['Marker', 'Marker'] } }, type);
// @ts-expect-error the page size has another name
kms.list('t', 'ListKeys', { items, members, paging: { token: ['Marker', 'NextMarker'], size: ['Max', 9] } }, type);
// @ts-expect-error a member that AWS does not answer
kms.list('t', 'ListKeys', { items, members: { KeyName: true } }, type);
// @ts-expect-error a member inside a member that has none
kms.list('t', 'ListKeys', { items, members: { KeyId: { Inner: true } } }, type);
// @ts-expect-error a request member that does not exist
kms.list('t', 'ListAliases', { items: 'Aliases', members: { AliasName: true }, input: { Key: 'k' } }, type);
// @ts-expect-error the id reads a member that is not stored
kms.list('t', 'ListKeys', { items, members }, { ...type, id: ({ item }) => item.KeyArn });

// @ts-expect-error a call of an operation that does not exist
right.call('x', 'DescribeKeys', () => ({ KeyId: 'k' }), { members: {} });
// @ts-expect-error a request member that does not exist
right.call('x', 'DescribeKey', () => ({ Key: 'k' }), { members: {} });
// @ts-expect-error a request member of another type
right.call('x', 'DescribeKey', () => ({ KeyId: 7 }), { members: {} });
// @ts-expect-error the answer has no such member to take
right.call('x', 'DescribeKey', () => ({ KeyId: 'k' }), { at: 'Metadata', members: {} });
// @ts-expect-error a member that the answer has not, inside the one that is taken
right.call('x', 'DescribeKey', () => ({ KeyId: 'k' }), { at: 'KeyMetadata', members: { State: true } });
// @ts-expect-error the input reads what the listing does not store
right.call('x', 'DescribeKey', ({ item }) => ({ KeyId: item.KeyArn }), { members: {} });
// @ts-expect-error the condition reads an answer that no call gives
right.call('x', 'DescribeKey', () => ({ KeyId: 'k' }), { members: {}, when: ({ policy }) => policy });
// @ts-expect-error a list of codes that mean "none" is not empty
right.call('x', 'GetKeyPolicy', () => ({ KeyId: 'k' }), { members: {}, none: [] });
// @ts-expect-error the items of a page have another name
right.pages('x', 'ListGrants', () => ({ KeyId: 'k' }), { items: 'Grant', members: {} });

const optional = right.call('policy', 'GetKeyPolicy', () => ({ KeyId: 'k' }), {
  members: { Policy: true },
  none: ['NotFoundException'],
});

const field = (_: Field): void => {};
right.fields((t) => {
  field(t.string(({ metadata }) => metadata.KeyState));
  field(t.time(({ metadata }) => metadata.CreationDate));
  field(t.bool(({ metadata }) => metadata.MultiRegion));
  // @ts-expect-error a member that is not stored
  field(t.string(({ metadata }) => metadata.KeySpec));
  // @ts-expect-error an answer that no call gives
  field(t.string(({ policy }) => policy.Policy));
  // @ts-expect-error a boolean is no text
  field(t.string(({ metadata }) => metadata.MultiRegion));
  // @ts-expect-error a text is no number
  field(t.int(({ metadata }) => metadata.KeyState));
  // @ts-expect-error a text is no boolean
  field(t.bool(({ metadata }) => metadata.KeyState));
  // @ts-expect-error AWS answers a state that the enum does not name
  field(t.enum(['Enabled', 'Disabled'], ({ metadata }) => metadata.KeyState));
  // @ts-expect-error a custody is one of ours
  field(t.custody(() => 'customer'));
  // @ts-expect-error a row lacks a column
  field(t.structs({ id: 'string', size: 'int' }, () => [{ id: 'a' }]));
  return {};
});
optional.fields((t) => {
  field(t.string(({ policy }) => policy?.Policy));
  // @ts-expect-error what may be "none" may be undefined
  field(t.string(({ policy }) => policy.Policy));
  return {};
});
