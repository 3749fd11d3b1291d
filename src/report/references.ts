/** Links are made of https addresses in plain ASCII only, without what could end an attribute or a Markdown link. */
export const httpsOnly = (references: readonly string[]): string[] =>
  references.filter((url) => /^https:\/\/[\w.~:/?#@!$&()*+,;=%-]{1,2000}$/.test(url));
