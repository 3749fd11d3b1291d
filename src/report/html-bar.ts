/** One part of a bar drawn in SVG: style attributes are forbidden by the page's own policy. */
interface Segment {
  readonly kind: string;
  readonly x: string;
  readonly width: string;
}

const percent = (part: number, whole: number): string => `${((part * 100) / whole).toFixed(2)}%`;

type Parts = readonly (readonly [kind: string, count: number])[];

const sumOf = (parts: Parts): number => parts.reduce((sum, [, count]) => sum + count, 0);

/** The parts of a bar, empty ones left out. `kind` is the CSS class; a bar of less than `whole` is shorter. */
export function barOf(parts: Parts, whole = sumOf(parts)): Segment[] {
  let before = 0;
  return parts.flatMap(([kind, count]) => {
    const x = percent(before, whole || 1);
    before += count;
    return count > 0 ? [{ kind, x, width: percent(count, whole || 1) }] : [];
  });
}
