import fc from 'fast-check';
import { hostilePattern, hostileText } from './hostile.ts';

const quoted = (text: string): string => JSON.stringify(text);
const OPERATORS = ['&&', '||', '==', '!=', '<', '>=', 'in', '+', '-', '*', '/', '%', '?', '??', ''];

/** Long enough to be refused, short enough for a string: repetitions nest. */
const LONGEST = 2_000_000;
const fitting = (inner: string, times: number): number =>
  Math.max(1, Math.min(times, Math.floor(LONGEST / inner.length)));

/** Expressions of rules over the fields given: well formed or not, deep, long, and with patterns that mean harm. */
export function expressions(fields: readonly string[]): fc.Arbitrary<string> {
  const field = fc.constantFrom('takenAt', 'parameters.x', 'resource', ...fields.map((name) => `resource.${name}`));
  const leaf = fc.oneof(
    { weight: 6, arbitrary: field },
    { weight: 3, arbitrary: fc.tuple(field, hostilePattern).map(([of, pattern]) => `${of}.regex(${quoted(pattern)})`) },
    { weight: 2, arbitrary: hostileText.map(quoted) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...[
          'true',
          'null',
          '1',
          '-9223372036854775809',
          '1'.repeat(400),
          '1e999',
          '0x',
          '1u',
          'b"\\xff"',
          'r"\\"',
          '"""',
        ],
        ...[
          'days(90)',
          'days(9223372036854775807)',
          'duration("1h")',
          'timestamp("x")',
          '[]',
          '{}',
          '[1, "a", null]',
          '{"a": 1, "a": 2}',
        ],
        ...[
          'has(resource.id)',
          'dyn(resource)',
          'type(resource)',
          'int("9".matches("(a+)+$"))',
          'string(1)',
          'isEmpty(1)',
          'isEmpty()',
          'isEmpty(resource)',
        ],
        ...[
          'resource["id"]',
          'resource.__proto__',
          'resource.constructor',
          'resource.toString()',
          'constructor',
          '__proto__',
          '"\\u{110000}"',
          '"\\ud800"',
          '/*',
          '//',
          '',
        ],
      ),
    },
  );
  const { whole } = fc.letrec<{ whole: string }>((tie) => ({
    whole: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('whole'), fc.constantFrom(...OPERATORS), tie('whole'))
        .map(([a, operator, b]) => `${a} ${operator} ${b}`),
      fc
        .tuple(fc.constantFrom('!', '-', '(', 'size(', 'isEmpty('), tie('whole'))
        .map(([open, inner]) => `${open}${inner}${open.endsWith('(') ? ')' : ''}`),
      fc
        .tuple(
          tie('whole'),
          fc.constantFrom('all', 'exists', 'map', 'filter', 'exists_one', 'regex', 'startsWith', 'split'),
          tie('whole'),
        )
        .map(([of, macro, body]) => `${of}.${macro}(x, ${body})`),
      fc
        .tuple(tie('whole'), fc.constantFrom(2, 40, 600), fc.constantFrom(' && ', ' + ', ', '))
        .map(([inner, times, join]) => Array.from({ length: fitting(inner, times) }, () => inner).join(join)),
      fc
        .tuple(tie('whole'), fc.constantFrom(5, 41, 1500), fc.constantFrom('(', '!', '-', '['))
        .map(
          ([inner, times, open]) =>
            open.repeat(times) + inner + (open === '(' ? ')' : open === '[' ? ']' : '').repeat(times),
        ),
    ),
  }));
  return whole;
}
