/**
 * Strength of public-key algorithms in bits, as NIST SP 800-57 part 1 (table 2) and FIPS 204 (categories 2, 3 and 5 are as
 * hard as collisions of SHA-256 and keys of AES-192 and AES-256) state it. https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final
 */
const BITS: Readonly<Record<string, number>> = {
  RSA_1024: 80,
  RSA_2048: 112,
  RSA_3072: 128,
  RSA_4096: 128,
  EC_prime192v1: 96,
  EC_secp224r1: 112,
  EC_prime256v1: 128,
  EC_secp384r1: 192,
  EC_secp521r1: 256,
  SM2: 128,
  ML_DSA_44: 128,
  ML_DSA_65: 192,
  ML_DSA_87: 256,
};

/** ACM's own pages write both `RSA_2048` and `RSA-2048`; we write the former. */
export const keyAlgorithm = (name: string | undefined): string | undefined => name?.replaceAll('-', '_');

/** Undefined for an algorithm that the table does not know: nothing can be said of it. */
export const securityBits = (name: string | undefined): number | undefined => BITS[keyAlgorithm(name) ?? ''];

/** Whether the key withstands a quantum computer; undefined for an unknown algorithm. */
export const isPostQuantum = (name: string | undefined): boolean | undefined =>
  securityBits(name) === undefined ? undefined : keyAlgorithm(name)?.startsWith('ML_DSA_');
