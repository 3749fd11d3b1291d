/** Versions of SSL and TLS from old to new, as Elastic Load Balancing spells them. */
export const TLS_VERSIONS = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** The oldest version among these names; undefined if none of them is a version that we know. */
export const oldestTls = (names: readonly string[]): TlsVersion | undefined =>
  TLS_VERSIONS.find((version) => names.includes(version));

/** Ephemeral Diffie-Hellman, as OpenSSL and the RFCs name it; TLS 1.3 has nothing else. */
const EPHEMERAL = /^(ECDHE|DHE|EDH)-|^TLS_(ECDHE|DHE|AES|CHACHA20)_/;
/** The key of the session under the certificate's, or under a fixed secret. */
const STATIC = /^(AES|CAMELLIA|SEED|IDEA|DES|RC[24]|NULL|EXP|PSK|KRB5|DH|ECDH|ADH|AECDH)/;

/**
 * Whether what was recorded stays closed when the certificate's key leaks later, whichever of the ciphers is agreed on;
 * undefined if it hangs on a cipher that we do not know. Names as in the ciphers(1) page of OpenSSL.
 */
export function forwardSecret(ciphers: readonly string[]): boolean | undefined {
  if (ciphers.some((cipher) => !EPHEMERAL.test(cipher) && STATIC.test(cipher))) return false;
  return ciphers.length > 0 && ciphers.every((cipher) => EPHEMERAL.test(cipher)) ? true : undefined;
}

/**
 * Broken ones: RC2 and RC4, single and triple DES, no encryption, export grade, no authentication, MD5.
 * https://www.rfc-editor.org/rfc/rfc9325#section-4.1
 */
const WEAK = /(^|[-_])(RC[24]|DES|3DES|NULL|EXP\w*|ADH|AECDH|anon|MD5|IDEA|SEED|KRB5)([-_]|$)/;

export const weakCiphers = (ciphers: readonly string[]): string[] => ciphers.filter((cipher) => WEAK.test(cipher));

/** True only if all are, false if one is not; a doubt is left where nothing decides. */
export function everyKnown(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}
