import type { Rule } from './evaluate/rule.ts';
import { linkersOf } from './graph/users.ts';
import { arnOf } from './model/arn.ts';
import type { Collector } from './model/collector.ts';
import { targetType } from './model/field.ts';
import { byText } from './model/order.ts';
import type { Gap } from './model/run.ts';
import type { ScopeReport } from './model/scope.ts';
import type { Listing, SnapshotHeader } from './model/snapshot.ts';

/** What a snapshot says of how it was read. */
interface Observed {
  readonly header: SnapshotHeader;
  readonly listings: readonly Listing[];
  readonly gaps: readonly Gap[];
}

/** Gaps of what the rules judge, of what they follow links to, or from; the rest of a snapshot is not this run's business. */
export function gapsOf(
  gaps: readonly Gap[],
  rules: readonly Rule[],
  collectors: ReadonlyMap<string, Collector>,
): Gap[] {
  const linkers = linkersOf(collectors);
  const services = new Set<string>();
  for (const type of new Set(rules.map(({ info }) => info.resource))) {
    const collector = collectors.get(type);
    if (!collector) continue;
    services.add(collector.service);
    for (const [name, { type: field }] of Object.entries(collector.fields)) {
      services.add(collectors.get(targetType(field) ?? '')?.service ?? collector.service);
      if (field.kind === 'usedBy' && rules.some((rule) => rule.info.resource === type && reads(rule, name)))
        for (const linker of linkers) if (linker.to === type) services.add(linker.collector.service);
    }
  }
  const key = ({ account, region, operation, resource = '' }: Gap): string =>
    [account, region, operation, resource].join('\u0000');
  return gaps.filter(({ service }) => services.has(service)).sort((a, b) => byText(key(a), key(b)));
}

const reads = (rule: Rule, field: string): boolean => rule.code().paths.some((path) => path.split('.')[0] === field);

/** A scope is partial when something in it is a gap, and failed when none of its listings was read. */
export function scopeReports(
  about: Observed,
  gaps: readonly Gap[],
  collectors: ReadonlyMap<string, Collector>,
): ScopeReport[] {
  const key = ({ account, region }: { account: string; region: string }): string => `${account}/${region}`;
  const holed = new Set(gaps.map(key));
  const asked = new Set(about.gaps.map(({ resource }) => resource));
  const listed = new Set<string>();
  const read = new Set<string>();
  for (const { listing, scope, complete, count } of about.listings) {
    const collector = collectors.get(listing);
    // an account or a region has no listing that could fail: its calls tell
    const isRead = collector?.list ? complete || count > 0 : !asked.has(arnOf(collector?.arn ?? '', scope, ''));
    listed.add(key(scope));
    if (isRead) read.add(key(scope));
  }
  return about.header.scopes.map((scope) => {
    if (scope.status === 'skipped') return scope;
    if (listed.has(key(scope)) && !read.has(key(scope)))
      return { ...scope, status: 'failed', reason: 'no listing could be read' };
    return { ...scope, status: holed.has(key(scope)) ? 'partial' : 'complete' };
  });
}
