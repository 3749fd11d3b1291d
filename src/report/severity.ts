import type { Severity } from '../model/rule.ts';

interface SeverityLook {
  /** SARIF level of a failing result. */
  readonly level: 'error' | 'warning' | 'note';
  /** GitHub's `security-severity`; 9.0 itself is ambiguous in its documentation. */
  readonly score: string;
  /** GitHub's `problem.severity`. */
  readonly problem: 'error' | 'warning' | 'recommendation';
  /** A shape beside the word, so that colour is never alone. */
  readonly shape: string;
}

export const LOOKS: Readonly<Record<Severity, SeverityLook>> = {
  critical: { level: 'error', score: '9.5', problem: 'error', shape: '◆' },
  high: { level: 'error', score: '8.0', problem: 'error', shape: '▲' },
  medium: { level: 'warning', score: '5.5', problem: 'warning', shape: '■' },
  low: { level: 'note', score: '2.0', problem: 'recommendation', shape: '●' },
  informational: { level: 'note', score: '0.0', problem: 'recommendation', shape: '○' },
};

const ORDER: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, informational: 4 };

/** 0 is the worst. */
export const severityRank = (severity: Severity): number => ORDER[severity];
