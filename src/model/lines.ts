const LINE_END = 10;

/** Whole lines of bytes that come in pieces. */
export interface LineCutter {
  /** The lines that end in this piece, as many at once: a step a line would cost as much as parsing it. */
  cut(piece: Buffer): readonly string[];
  /** Bytes of the line that has not ended. */
  held(): number;
  /** That line, at the end. */
  rest(): string;
}

export function lineCutter(): LineCutter {
  let rest: Buffer[] = [];
  let held = 0;
  return {
    cut(piece) {
      const end = piece.lastIndexOf(LINE_END);
      const whole = end < 0 ? undefined : Buffer.concat([...rest, piece.subarray(0, end)]);
      if (whole) {
        rest = [];
        held = 0;
      }
      rest.push(piece.subarray(end + 1));
      held += piece.length - end - 1;
      return whole ? whole.toString('utf8').split('\n') : [];
    },
    held: () => held,
    rest: () => Buffer.concat(rest).toString('utf8'),
  };
}
