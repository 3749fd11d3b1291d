const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The id that every report gives a finding. It is made of what the page shows anyway, and would otherwise be most of the
 * file. @returns undefined where what is shown was clipped or masked, or where the browser makes no digests
 */
export async function findingId({ hasSameId, rule, part, resource }) {
  if (!hasSameId || !globalThis.crypto?.subtle) return undefined;
  const { partition, account, region, arn } = resource;
  const text = JSON.stringify(['v1', rule.identity, partition, account, region, arn, part]);
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
