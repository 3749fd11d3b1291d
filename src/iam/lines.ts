/** First and last line of a statement, from 1. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Where the statements of a policy are in its text; for JSON that has been parsed already. */
export function statementLines(text: string): Lines[] {
  const found: Lines[] = [];
  let depth = 0;
  let line = 1;
  let key = '';
  let inside = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\n') line++;
    else if (character === '"') {
      const end = stringEnd(text, at);
      if (depth === 1) key = text.slice(at + 1, end).toLowerCase();
      at = end;
    } else if (character === '{' || character === '[') {
      depth++;
      if (character === '[' && depth === 2) inside = key === 'statement';
      if (character === '{' && (depth === 2 ? key === 'statement' : depth === 3 && inside)) from = line;
    } else if (character === '}' || character === ']') {
      if (character === '}' && (depth === 2 ? key === 'statement' : depth === 3 && inside))
        found.push({ from, to: line });
      depth--;
      if (depth === 1) [inside, key] = [false, ''];
    }
  }
  return found;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
