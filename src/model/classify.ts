import type { Reason, UnknownClass } from './reason.ts';
import type { AnswerError } from './snapshot.ts';

/** Our own codes, for what went wrong on this side of the wire. */
export const CODES = {
  repeatedToken: 'RepeatedToken',
  interrupted: 'Interrupted',
  expired: 'ExpiredCredentials',
  missingMember: 'MissingMember',
  malformed: 'MalformedAnswer',
  unreachable: 'EndpointUnreachable',
  notImplemented: 'NotImplementedByEndpoint',
  notCollected: 'NotCollected',
  unread: 'UnreadableContent',
} as const;

const UNFINISHED = new RegExp(`^${CODES.interrupted}$|Expired`, 'i');

/** The scan, or its credentials, ended before the call did: a resumed scan makes it again. */
export const isUnfinished = (code: string): boolean => UNFINISHED.test(code);

const PATTERNS: readonly (readonly [UnknownClass, RegExp])[] = [
  ['throttled', /throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimit|PriorRequestNotComplete/i],
  ['cut', /^(RepeatedToken|Interrupted)$|Expired(Token|Credential)|TokenExpired|RequestExpired|TokenRefreshRequired/i],
  [
    'unsupported',
    /^NotImplemented|UnknownOperation|InvalidAction|UnsupportedOperation|OperationNotSupported|MethodNotAllowed/i,
  ],
  ['denied', /AccessDenied|Unauthorized|AuthorizationError|AuthFailure|Forbidden|NotAuthorized|OptInRequired/i],
  ['not-collected', /^NotCollected$/],
];

/** AWS names the policy type that denied: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const ORGANIZATION_POLICY = /(service|resource) control policy/i;

/** What kind of failure an error is, by its code and, of a denial, by what AWS says of it. */
export function classify({ code, message }: Pick<AnswerError, 'code' | 'message'>): UnknownClass {
  const found = PATTERNS.find(([, pattern]) => pattern.test(code))?.[0] ?? 'failed';
  return found === 'denied' && ORGANIZATION_POLICY.test(message) ? 'scp' : found;
}

const ENTERING = 'sts:AssumeRole';

/** `permission` only helps where a permission is what is missing; who could not even enter the account lacks that one. */
export function reasonOf(error: AnswerError, permission: string): Reason {
  const found = classify(error);
  const { operation, code } = error;
  const reason = { class: found, operation, code };
  if (found !== 'denied' && found !== 'scp') return reason;
  return { ...reason, permission: operation === ENTERING ? ENTERING : permission };
}
