import { hash } from 'node:crypto';
import { changed, type Finding, type FindingResource } from '../model/finding.ts';
import type { Group } from './groups.ts';
import type { Saying } from './sayings.ts';

/** A class, since its identity costs as much as judging and is made when it is asked for: few reports tell that of a pass. */
class JudgedFinding implements Finding {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly verdict: Finding['verdict'];
  readonly part = '';
  readonly resource: FindingResource;
  readonly message: string;
  readonly evidence: Finding['evidence'];
  readonly reasons: Finding['reasons'];
  readonly related?: readonly string[];
  readonly #saying: Saying;
  #id: string | undefined;

  constructor(saying: Saying, resource: FindingResource, related: readonly string[]) {
    const { rule, outcome } = saying;
    this.rule = rule.id;
    this.severity = rule.severity;
    this.verdict = outcome.verdict;
    this.resource = resource;
    this.message = outcome.message;
    this.evidence = outcome.evidence;
    this.reasons = outcome.reasons;
    if (related.length > 0) this.related = related;
    this.#saying = saying;
  }

  /** None of its own members: a copy may say something else. */
  get alike(): object | undefined {
    return this.#saying.isShared ? this.#saying : undefined;
  }

  get id(): string {
    this.#id ??= findingId(this.#saying.rule.identity, this.resource, this.part);
    return this.#id;
  }
}

let last: { resource: FindingResource; json: string } | undefined;

/** A resource's members of the identity as JSON. Its findings are made one after the other, so the last is kept. */
function identityOf(resource: FindingResource): string {
  if (last?.resource !== resource) {
    const { partition, account, region, id } = resource;
    last = { resource, json: JSON.stringify([partition, account, region, id]).slice(1, -1) };
  }
  return last.json;
}

/** The stable identity of a finding, DESIGN section 4: SHA-256 of `["v1", identity, partition, account, region, arn, part]`. */
function findingId(identity: string, resource: FindingResource, part: string): string {
  return hash('sha256', `["v1",${JSON.stringify(identity)},${identityOf(resource)},${JSON.stringify(part)}]`, 'hex');
}

/** The findings of a group, in the order of its rules. */
export const findingsIn = ({ resource, said, related, decided }: Group): Finding[] =>
  said.sayings.map((saying, at) => {
    const finding = new JudgedFinding(saying, resource, saying.outcome.verdict === 'fail' ? related : NONE);
    const decisions = decided?.get(at);
    return decisions ? changed(finding, decisions) : finding;
  });

const NONE: readonly string[] = [];
