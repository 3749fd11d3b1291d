import { ANY, globTokens, isWild, STAR, type Tokens } from './glob.ts';

const MAX_RESULTS = 12;
const MAX_VISITS = 20_000;
/** Beyond it a search would go too deep. */
const MAX_LENGTH = 1500;

/** Thrown when a policy takes more work than any real one does: what was asked stays undecided. */
export class CapReached extends Error {}

/** Work that may still be done, in steps of some 50 nanoseconds. */
export interface Meter {
  left: number;
}

export function spend(meter: Meter, steps: number): void {
  meter.left -= steps;
  if (meter.left < 0) throw new CapReached();
}

/** Tokens from the last to the first. */
interface Path {
  readonly token: number;
  readonly before: Path | undefined;
}

/**
 * Patterns that together match what both patterns match; at most a dozen, the simplest first. The search never goes twice
 * through a pair of places from which nothing can follow.
 */
function intersect(a: Tokens, b: Tokens, meter: Meter): Tokens[] {
  if (a.length + b.length > MAX_LENGTH) throw new CapReached();
  const found: Tokens[] = [];
  const dead = new Set<number>();
  let visits = 0;
  const walk = (i: number, j: number, path: Path | undefined): boolean => {
    if (found.length >= MAX_RESULTS || ++visits > MAX_VISITS) return true;
    const place = i * (b.length + 1) + j;
    if (dead.has(place)) return false;
    let live = i === a.length && j === b.length;
    if (live) found.push(tokensOf(path));
    for (const [ni, nj, token] of steps(a[i], b[j], i, j)) {
      const same = token === undefined || (token === STAR && path?.token === STAR);
      if (walk(ni, nj, same ? path : { token, before: path })) live = true;
    }
    if (!live) dead.add(place);
    return live;
  };
  walk(0, 0, undefined);
  spend(meter, visits * 4);
  if (visits > MAX_VISITS && found.length === 0) throw new CapReached();
  return found;
}

function tokensOf(path: Path | undefined): Tokens {
  const tokens: number[] = [];
  for (let at = path; at; at = at.before) tokens.push(at.token);
  return tokens.reverse();
}

type Step = readonly [number, number, number | undefined];

function steps(x: number | undefined, y: number | undefined, i: number, j: number): Step[] {
  if (x === STAR && y === STAR)
    return [
      [i + 1, j, STAR],
      [i, j + 1, STAR],
    ];
  if (x === STAR)
    return y === undefined
      ? [[i + 1, j, undefined]]
      : [
          [i, j + 1, y],
          [i + 1, j, undefined],
        ];
  if (y === STAR)
    return x === undefined
      ? [[i, j + 1, undefined]]
      : [
          [i + 1, j, x],
          [i, j + 1, undefined],
        ];
  if (x === undefined || y === undefined) return [];
  if (x === ANY) return [[i + 1, j + 1, y]];
  return y === ANY || x === y ? [[i + 1, j + 1, x]] : [];
}

/** What stands for a star: two texts that no policy is likely to hold, the empty one, and one with a slash. */
const FILLS = ['zq', 'x7', '', 'zq/zq', '/zq'] as const;

/** Texts that a pattern matches, one for each way to fill its stars. */
export function instantiate(tokens: Tokens, fills: readonly string[] = FILLS): string[] {
  if (!isWild(tokens)) return [String.fromCharCode(...tokens)];
  const texts = fills.map((fill) =>
    tokens.map((token) => (token === STAR ? fill : token === ANY ? 'q' : String.fromCharCode(token))).join(''),
  );
  return [...new Set(texts)];
}

export interface SampleOptions {
  readonly meter: Meter;
  /** What every text must match; anything by default. */
  readonly template?: Tokens;
  /** Patterns without a wildcard name a value that only AWS gives out: nobody else can have it. */
  readonly givenByAws?: boolean;
  readonly fills?: readonly string[];
}

const ANYTHING = globTokens('*');
const MAX_PAIRS = 4000;

/** Patterns of one condition or element. */
export interface Group {
  readonly patterns: readonly Tokens[];
  /** Where it stands: a statement, and whether that denies. */
  readonly statement: number;
  readonly denies: boolean;
}

/**
 * Texts that tell patterns apart: for the template, for each pattern and for each pair of patterns that one request may
 * have to match both, some that they match.
 */
export function samples(groups: readonly Group[], options: SampleOptions): string[] {
  const { meter, template = ANYTHING, givenByAws = false, fills } = options;
  const within = (tokens: Tokens): Tokens[] => (template === ANYTHING ? [tokens] : intersect(tokens, template, meter));
  const own = distinct(groups).map((group) => {
    const usable = givenByAws ? group.patterns.filter(isWild) : group.patterns;
    return { ...group, patterns: usable.flatMap(within).filter((tokens) => !givenByAws || isWild(tokens)) };
  });
  const both = pairsOf(own, meter).flatMap(([a, b]) => intersect(a, b, meter));
  const texts = [template, ...own.flatMap(({ patterns }) => patterns), ...both].flatMap((tokens) =>
    instantiate(tokens, fills),
  );
  spend(meter, 20 * texts.length);
  return [...new Set(texts)];
}

/** Two Allow statements are alternatives, so that no request has to match both. */
function pairsOf(groups: readonly Group[], meter: Meter): (readonly [Tokens, Tokens])[] {
  const pairs = new Map<string, readonly [Tokens, Tokens]>();
  const wild = groups.map((group) => ({ ...group, patterns: group.patterns.filter(isWild) }));
  const numbers = new Map<string, number>();
  const numberOf = (tokens: Tokens): number => {
    const text = tokens.join();
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
  const numbered = wild.map((group) => ({ ...group, numbers: group.patterns.map(numberOf) }));
  numbered.forEach((one, at) => {
    for (const other of numbered.slice(at + 1)) {
      if (!one.denies && !other.denies && one.statement !== other.statement) continue;
      one.patterns.forEach((a, n) => {
        other.patterns.forEach((b, m) => {
          spend(meter, 5);
          if (one.numbers[n] !== other.numbers[m]) pairs.set(`${one.numbers[n]} ${other.numbers[m]}`, [a, b]);
        });
      });
    }
  });
  if (pairs.size > MAX_PAIRS) throw new CapReached();
  return [...pairs.values()];
}

function distinct(groups: readonly Group[]): Group[] {
  const keyOf = ({ patterns, statement, denies }: Group): string =>
    `${denies ? 'deny' : statement} ${patterns.map((tokens) => tokens.join()).join(';')}`;
  return [...new Map(groups.map((group) => [keyOf(group), group])).values()];
}

const DIGITS = ['7', '5', '3', '8', '2'] as const;

/** An account id that a pattern matches and that is not among some; undefined where there is none. */
export function accountLike(tokens: Tokens, taken: ReadonlySet<string>): string | undefined {
  const missing = 12 - tokens.filter((token) => token !== STAR).length;
  if (missing < 0 || (missing > 0 && !tokens.includes(STAR))) return undefined;
  for (const digit of DIGITS) {
    let left = missing;
    const text = tokens
      .map((token) => {
        if (token === ANY) return digit;
        if (token !== STAR) return String.fromCharCode(token);
        const filled = digit.repeat(left);
        left = 0;
        return filled;
      })
      .join('');
    if (/^\d{12}$/.test(text) && !taken.has(text)) return text;
  }
  return undefined;
}
