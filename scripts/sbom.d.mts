interface Bom {
  readonly components: readonly object[];
  readonly [member: string]: unknown;
}

interface BomFacts {
  readonly bundled: ReadonlySet<string>;
  readonly installed: ReadonlySet<string>;
  /** ISO 8601; without it the document has no time. */
  readonly takenAt: string | undefined;
}

export function packagesOf(
  inputs: readonly string[],
  readPackage: (folder: string) => { readonly name: string; readonly version: string },
): Set<string>;
export function installedOf(lock: { readonly packages: Readonly<Record<string, object>> }): Set<string>;
export function narrowed(bom: Bom, facts: BomFacts): Bom;
