import type * as EVENTS from '@aws-sdk/client-eventbridge';
import { sdk } from '../collect/descriptor.ts';
import { eachTime } from '../model/dependence.ts';
import { watchedByRule } from './key-events.ts';
import { policyFields } from './policy-fields.ts';

const events = sdk<typeof EVENTS>('eventbridge', 'EventBridgeClient', { prefix: 'events' });

/**
 * Events wait encrypted, under a key that AWS owns unless the bus names another; only its description does.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-at-rest-key-options.html
 */
export const eventBus = events
  .list(
    'aws.eventbridge.event-bus',
    'ListEventBuses',
    {
      items: 'EventBuses',
      paging: { token: ['NextToken', 'NextToken'], size: ['Limit', 100] },
      members: { Name: true, Arn: true, Policy: true },
      one: (id) => ({ input: { NamePrefix: id.slice(id.lastIndexOf('/') + 1) } }),
    },
    {
      service: 'eventbridge',
      arn: 'arn:{partition}:events:{region}:{account}:event-bus/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .call('bus', 'DescribeEventBus', ({ item }) => ({ Name: item.Name }), {
    required: ['Arn'],
    members: { KmsKeyIdentifier: true },
  })
  .depends({
    kmsKey: eachTime(
      'events that wait on the bus',
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html',
    ),
  })
  .fields((t) => ({
    ...t.sealed(({ bus }) => bus.KmsKeyIdentifier || 'aws-owned'),
    ...policyFields(t, 'events', ({ item }) => item.Policy),
  }));

/**
 * Rules of the default bus, to which AWS services send, that take calls on keys.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
 */
export const eventRule = events
  .list(
    'aws.eventbridge.rule',
    'ListRules',
    {
      items: 'Rules',
      paging: { token: ['NextToken', 'NextToken'], size: ['Limit', 100] },
      members: { Name: true, Arn: true, EventPattern: true, State: true },
      keep: ({ EventPattern }) => watchedByRule(EventPattern).length > 0,
    },
    {
      service: 'eventbridge',
      arn: 'arn:{partition}:events:{region}:{account}:rule/{id}',
      id: ({ item }) => item.Arn,
    },
  )
  .pages('targets', 'ListTargetsByRule', ({ item }) => ({ Rule: item.Name }), {
    items: 'Targets',
    paging: { token: ['NextToken', 'NextToken'], size: ['Limit', 100] },
    members: { Id: true, Arn: true },
  })
  .fields((t) => ({
    watches: t.strings(({ item }) => watchedByRule(item.EventPattern)),
    enabled: t.bool(({ item }) => (item.State === undefined ? undefined : item.State !== 'DISABLED')),
    hasTarget: t.bool(({ targets }) => targets.length > 0),
  }));
