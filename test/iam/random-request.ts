import fc from 'fast-check';
import type { Value } from '../../src/iam/condition.ts';
import type { Request } from '../../src/iam/evaluate.ts';
import { AT, ORG, OWN } from './corpus/case.ts';

const STRANGER = '313131313131';

type Keys = Record<string, Value | undefined>;
const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Written without looking at how the engine makes requests: what an account that nobody named can send to a bucket. */
const role = fc.record({ name: one('a', 'admin', 'x', `x-${OWN}`, 'p/a'), session: one('joe', 's') }).map(
  ({ name, session }): Keys => ({
    'aws:principalarn': `arn:aws:iam::${STRANGER}:role/${name}`,
    'aws:userid': `AROASTRANGERSTRANGER1:${session}`,
    'aws:principaltype': 'AssumedRole',
  }),
);
const user = one('joe', 'jane', 'a', `u${OWN}`).map(
  (name): Keys => ({
    'aws:principalarn': `arn:aws:iam::${STRANGER}:user/${name}`,
    'aws:username': name,
    'aws:userid': 'AIDASTRANGERSTRANGER1',
    'aws:principaltype': 'User',
  }),
);
const signed = fc
  .record({
    who: fc.oneof(role, user),
    organization: one(undefined, 'o-elsewhere77'),
    tag: one(undefined, 'a', 'b1', 'joe', 'jane'),
    mfa: one(undefined, 'true', 'false'),
  })
  .map(
    ({ who, organization, tag, mfa }): Keys => ({
      ...who,
      'aws:principalaccount': STRANGER,
      'aws:principalisawsservice': 'false',
      'aws:principalorgid': organization,
      'aws:principaltag/team': tag,
      'aws:multifactorauthpresent': mfa,
    }),
  );
const unsigned = fc.constant<Keys>({
  'aws:principalaccount': 'anonymous',
  'aws:userid': 'anonymous',
  'aws:principaltype': 'Anonymous',
});

const way = fc.oneof(
  one('8.8.8.8', '200.1.2.3').map((ip): Keys => ({ 'aws:sourceip': ip, 'aws:viaawsservice': 'false' })),
  one('10.1.2.3', '172.31.0.9', '203.0.113.9').map(
    (ip): Keys => ({ 'aws:vpcsourceip': ip, 'aws:sourcevpce': 'vpce-5757575757', 'aws:viaawsservice': 'false' }),
  ),
  one('8.8.8.8', '200.1.2.3').map((ip): Keys => ({ 'aws:sourceip': ip, 'aws:viaawsservice': 'true' })),
);
const chosen = fc.record({
  'aws:securetransport': one('true', 'false'),
  'aws:useragent': one<string | undefined>('x', 'yy', 'other', undefined),
});
const target = one(
  ['s3:getobject', 'arn:aws:s3:::data/a/b'],
  ['s3:getobject', 'arn:aws:s3:::data/joe/x'],
  ['s3:putobject', 'arn:aws:s3:::data/z'],
  ['s3:listbucket', 'arn:aws:s3:::data'],
  ['s3:putbucketpolicy', 'arn:aws:s3:::data'],
  ['s3:getobjectacl', 'arn:aws:s3:::else/k'],
) as fc.Arbitrary<readonly [string, string]>;

const OWNER: Keys = {
  'aws:resourceaccount': OWN,
  's3:resourceaccount': OWN,
  'aws:resourceorgid': ORG,
  'aws:currenttime': AT,
};

export const strangersRequest: fc.Arbitrary<Request> = fc
  .record({ who: fc.oneof({ weight: 4, arbitrary: signed }, unsigned), way, chosen, target })
  .map(({ who, way: network, chosen: more, target: [action, resource] }) => {
    const keys = Object.entries<Value | undefined>({ ...OWNER, ...who, ...network, ...more });
    const arn = who['aws:principalarn'];
    return {
      who: typeof arn === 'string' ? { account: STRANGER, arn, delegated: true } : { delegated: true },
      action,
      resource,
      keys: new Map(keys.filter((pair): pair is [string, Value] => pair[1] !== undefined)),
    };
  });
