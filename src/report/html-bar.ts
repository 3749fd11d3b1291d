/** One part of a bar drawn in SVG: style attributes are forbidden by the page's own policy. */
interface Segment {
  readonly kind: string;
  readonly x: string;
  readonly width: string;
}

const percent = (part: number, whole: number): string => `${((part * 100) / whole).toFixed(2)}%`;

/** The parts of a bar, empty ones left out. `kind` is the CSS class. */
export function barOf(parts: readonly (readonly [kind: string, count: number])[]): Segment[] {
  const whole = parts.reduce((sum, [, count]) => sum + count, 0);
  let before = 0;
  return parts.flatMap(([kind, count]) => {
    const x = percent(before, whole || 1);
    before += count;
    return count > 0 ? [{ kind, x, width: percent(count, whole) }] : [];
  });
}
