import { expect, test } from 'vitest';
import { figure } from '../../src/report/text.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567, '1,234,567'],
  [12_345_678_901, '12,345,678,901'],
])('%i is shown as %s', (count, shown) => expect(figure(count)).toBe(shown));
