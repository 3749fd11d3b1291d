/** Stand-ins for what tells whose an account is; the same one for a thing wherever it stands. */
export interface Mask {
  /** Strings, at any depth, map keys included. */
  value<T>(value: T): T;
  /** A finding's id: a digest of account and ARN, which somebody could try out. */
  id(id: string): string;
}
