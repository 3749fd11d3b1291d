import { hash } from 'node:crypto';
import type { Likes, RuleText } from './rule-file.ts';
import type { RuleFile } from './rule-schema.ts';

/** What rule files say that the build read and checked, by the digest of all that went into them. */
export type Checked = Readonly<Record<string, RuleFile>>;

/** Spares the texts that are known, to the letter, from being parsed and checked again. */
export function withChecked(texts: readonly RuleText[], checked: Checked): RuleText[] {
  const digest = digests();
  return texts.map((text) => {
    const known = checked[digest(text)];
    return known ? { ...text, checked: known } : text;
  });
}

/** Makes digests of a rule's text together with all that several rules say alike, of which it may be one. */
export function digests(): (text: RuleText) => string {
  const ofLikes = new Map<Likes | undefined, string>();
  return ({ service, id, text, likes }) => {
    const shared = ofLikes.get(likes) ?? digestOf([...(likes ?? [])].map(([name, like]) => [name, like.text]));
    ofLikes.set(likes, shared);
    return digestOf([service, id, text, shared]);
  };
}

const digestOf = (value: unknown): string => hash('sha256', JSON.stringify(value), 'base64url');
