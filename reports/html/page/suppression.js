const DAYS = 90;

/** Ninety days after the scan; the reader's to change. */
export function untilOf(takenAt) {
  const end = new Date(Date.parse(takenAt) + DAYS * 86_400_000);
  return Number.isNaN(end.getTime()) ? 'YYYY-MM-DD' : end.toISOString().slice(0, 10);
}

/**
 * The entry that accepts one finding. JSON's strings are YAML's, so that nothing in a name can end one.
 * @returns undefined where what the page shows is not the resource's real name
 */
export function suppressionOf({ rule, part, resource, hasSameId }, fullId, takenAt) {
  if (!hasSameId) return undefined;
  // a part is told by the finding's id only
  const what =
    part !== '' && fullId
      ? [`findings: [${JSON.stringify(fullId)}]`]
      : [`rules: [${JSON.stringify(rule.id)}]`, `arns: [${JSON.stringify(resource.arn)}]`];
  return [
    `- id: ${JSON.stringify(`${rule.id} ${resource.name}`.slice(0, 120))}`,
    '  match:',
    ...what.map((line) => `    ${line}`),
    '  reason: ""',
    `  expires: ${untilOf(takenAt)}`,
  ]
    .map((line) => `  ${line}\n`)
    .join('');
}
