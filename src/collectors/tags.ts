interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** AWS's tag lists as a complete map; no list at all means no tags, as all these APIs document. */
export const tagMap = (tags: readonly Tag[] | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));

interface NameTag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** The same, of the services that write `key` and `value` small. */
export const nameTags = (tags: readonly NameTag[] | undefined): Readonly<Record<string, string>> =>
  tagMap((tags ?? []).map(({ key, value }) => ({ Key: key, Value: value })));
