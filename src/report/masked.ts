import type { Finding, FindingResource } from '../model/finding.ts';
import type { Mask } from '../model/mask.ts';
import type { BaselineChange, Gap } from '../model/run.ts';
import type { ScopeReport } from '../model/scope.ts';

export const maskedResource = (resource: FindingResource, { value }: Mask): FindingResource => ({
  ...resource,
  id: value(resource.id),
  name: value(resource.name),
  account: value(resource.account),
  tags: value(resource.tags),
});

export const maskedFinding = (finding: Finding, mask: Mask): Finding => ({
  ...finding,
  id: mask.id(finding.id),
  part: mask.value(finding.part),
  resource: maskedResource(finding.resource, mask),
  message: mask.value(finding.message),
  evidence: mask.value(finding.evidence),
  ...(finding.related && { related: mask.value(finding.related) }),
  ...(finding.suppression && { suppression: mask.value(finding.suppression) }),
});

export const maskedGap = (gap: Gap, { value }: Mask): Gap => ({
  ...gap,
  account: value(gap.account),
  message: value(gap.message),
  ...(gap.resource === undefined ? {} : { resource: value(gap.resource) }),
});

export const maskedScope = (scope: ScopeReport, { value }: Mask): ScopeReport => ({
  ...scope,
  account: value(scope.account),
  ...(scope.reason === undefined ? {} : { reason: value(scope.reason) }),
});

export const maskedChange = (change: BaselineChange, mask: Mask): BaselineChange => ({
  ...change,
  id: mask.id(change.id),
  resource: mask.value(change.resource),
});
