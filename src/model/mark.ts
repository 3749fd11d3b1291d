/** Which parts of an answer are looked at and not kept: `true` is the whole member, at any depth. */
export interface Places {
  readonly [member: string]: true | Places;
}

/**
 * What was found in a value that a scan looks at and does not keep. `named`: its name says that it is a secret; `opaque`: it
 * looks random; `kms-ciphertext` is sealed already, and no secret; `unread`: content that could not be looked at. All else is a
 * known format.
 */
export interface Mark {
  /** Names of members, joined by dots, and the line in a text: `environment.DB_PASSWORD`, `UserData:12`. */
  readonly at: string;
  readonly kind: string;
  /** The same for the same secret in one run, and of no use elsewhere: docs/secrets.md. Empty where nothing was read. */
  readonly hash: string;
}

/** Looks at the places of an answer while it is in memory, and says what it found. */
export type Judge = (answer: unknown, places: Places) => readonly Mark[];

export const KMS_CIPHERTEXT = 'kms-ciphertext';
export const UNREAD = 'unread';
