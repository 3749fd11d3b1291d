/** Names of what is random or long and no secret. */
const PUBLIC_NAME =
  /(?:^|[_.\s-])(?:id|ids|arn|arns|hash|sha\d*|md5|digest|checksum|fingerprint|thumbprint|commit|revision|rev|version|etag|image|ami|bucket|table|queue|topic|pool|url|uri|endpoint|host|domain|role|layer|cert|certificate|ca|pub|public|pubkey|pem|logo|icon|dsn|cursor|config|b64|base64|data|map|path|name|key[_-]?id|tag|build|nonce)(?:$|[_.\s\d-])|(?:Id|Arn|Hash|Digest|Url|Uri|Version|Name|Path)$/i;

const RANDOM = /^[A-Za-z0-9+/_-]{24,200}={0,2}$/;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
/** Bits a character. A word list has about 3.5, base64 of random bytes at this length 4.5 and more. */
const ENTROPY = 4.2;

/** Whether a value looks random, by its characters and their spread, and its name does not say that it is something else. */
export function isOpaque(name: string, value: string): boolean {
  if (!RANDOM.test(value) || UUID.test(value) || /^[0-9a-f]+$/i.test(value) || PUBLIC_NAME.test(name)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((one) => one.test(value)).length;
  return classes === 3 && digitsApart(value) >= 3 && entropyOf(value) >= ENTROPY;
}

/** Runs of digits: a name with a number at its end has one, and a random text many. */
const digitsApart = (value: string): number => value.match(/\d+/g)?.length ?? 0;

function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
