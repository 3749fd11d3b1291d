/** A command as a shell completes it. */
export interface Completed {
  /** `sealscan key show` */
  readonly path: string;
  readonly about: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly CompletedOption[];
  /** What its first argument may be; [] = a file. */
  readonly values: readonly string[];
}

export interface CompletedOption {
  readonly long: string;
  readonly about: string;
  readonly takesValue: boolean;
  /** [] = a file, or a word that nobody foresees. */
  readonly values: readonly string[];
}
