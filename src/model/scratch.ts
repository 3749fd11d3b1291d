/** Bytes of a scratch file, from the first to the one before `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A file for what does not fit into memory. Nobody else can read it, and it is gone when the process is. */
export interface Scratch {
  /** Bytes that may be held in memory before the file is used. */
  readonly after: number;
  /** @throws OutputError where the disk does not take it */
  append(bytes: Uint8Array): Stretch;
  /** As much of a stretch as one read gives. */
  read(stretch: Stretch): Buffer;
  close(): void;
}
