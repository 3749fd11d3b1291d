/**
 * `*` and `?` match any characters and one; all else is literal, and the whole text must match. Greedy two-pointer match:
 * linear for one `*`, never exponential.
 */
export function globTest(pattern: string): (text: string) => boolean {
  return (text) => {
    let at = 0;
    let cursor = 0;
    let star = -1;
    let resume = 0;
    while (at < text.length) {
      if (cursor < pattern.length && pattern[cursor] === '*') {
        star = cursor++;
        resume = at;
      } else if (cursor < pattern.length && (pattern[cursor] === '?' || pattern[cursor] === text[at])) {
        cursor++;
        at++;
      } else if (star >= 0) {
        cursor = star + 1;
        at = ++resume;
      } else return false;
    }
    while (pattern[cursor] === '*') cursor++;
    return cursor === pattern.length;
  };
}

/** Whether whatever `narrow` matches, `wide` matches too; false where it is not plain to see. */
export const covers = (wide: string, narrow: string): boolean =>
  wide === narrow || (!(wide.includes('?') && narrow.includes('*')) && globTest(wide)(narrow));
