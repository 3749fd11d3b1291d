import type { MemberTree } from '../model/collector.ts';
import { isHttp, type Listener, nameOf } from './elbv2-listeners.ts';

/** What is kept of a rule: never what a fixed response says. */
export const RULE_MEMBERS = {
  RuleArn: true,
  Priority: true,
  Actions: {
    Type: true,
    Order: true,
    RedirectConfig: { Protocol: true, Port: true, Host: true },
    FixedResponseConfig: { StatusCode: true },
  },
} as const satisfies MemberTree;

interface Redirect {
  readonly Protocol?: string | undefined;
  readonly Port?: string | undefined;
  readonly Host?: string | undefined;
}
interface Rule {
  readonly RuleArn?: string | undefined;
  readonly Priority?: string | undefined;
  readonly Actions?:
    | readonly {
        readonly Type: string | undefined;
        readonly RedirectConfig?: Redirect | undefined;
        readonly FixedResponseConfig?: { readonly StatusCode: string | undefined } | undefined;
      }[]
    | undefined;
}

/** `listener-rule/app/name/lb/listener/rule` -> `listener/app/name/lb/listener` */
const listenerArnOf = ({ RuleArn = '' }: Rule): string =>
  RuleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');

/** `#{protocol}`, which is also the default, keeps HTTP. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html */
const toHttps = ({ Protocol }: Redirect): boolean => Protocol === 'HTTPS';

/** What a plain request gets: the last action of a rule decides, those before it authenticate. */
function answerOf({ Actions = [] }: Rule): string {
  const redirect = Actions.find(({ RedirectConfig }) => RedirectConfig)?.RedirectConfig;
  if (redirect) return toHttps(redirect) ? 'redirect-to-https' : 'redirect-to-http';
  const status = Actions.find(({ FixedResponseConfig }) => FixedResponseConfig)?.FixedResponseConfig?.StatusCode;
  if (status === undefined) return 'forward';
  return status.startsWith('2') ? 'content' : 'refuse';
}

const onListener = (rule: Rule, listeners: readonly Listener[]): string =>
  nameOf(listeners.find(({ ListenerArn }) => ListenerArn === listenerArnOf(rule)) ?? { Protocol: 'HTTP' });

/** Each rule of the HTTP listeners, the default one included, and what a request that it takes is answered. */
export const requests = (rules: readonly Rule[], listeners: readonly Listener[]) =>
  rules.map((rule) => ({
    listener: onListener(rule, listeners),
    rule: rule.Priority ?? '',
    answer: answerOf(rule),
  }));

/**
 * Redirects to HTTPS on a port of the same host where no listener speaks it. A port that is not named stays the one of the
 * request, which is HTTP's.
 */
export function brokenRedirects(rules: readonly Rule[], listeners: readonly Listener[]): string[] {
  const secure = new Set(listeners.filter(({ Protocol }) => Protocol === 'HTTPS').map(({ Port }) => String(Port)));
  const plain = new Map(listeners.filter(isHttp).map(({ ListenerArn, Port }) => [ListenerArn, String(Port)]));
  return rules.flatMap((rule) => {
    const redirect = rule.Actions?.find(({ RedirectConfig }) => RedirectConfig)?.RedirectConfig;
    if (!redirect || !toHttps(redirect) || (redirect.Host ?? '#{host}') !== '#{host}') return [];
    const port = (redirect.Port ?? '#{port}').replace('#{port}', plain.get(listenerArnOf(rule)) ?? '');
    return secure.has(port) ? [] : [`${onListener(rule, listeners)} rule ${rule.Priority} -> HTTPS:${port}`];
  });
}
