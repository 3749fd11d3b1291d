import type { Severity } from '../model/rule.ts';
import { LOOKS } from './severity.ts';

/** A severity by word and shape; `word` is its CSS class too. */
export interface Badge {
  readonly word: Severity;
  readonly shape: string;
}

export const badgeOf = (severity: Severity): Badge => ({ word: severity, shape: LOOKS[severity].shape });
