/** A framework's controls by their numbers, and where the list is from. */
export interface Framework {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly controls: readonly string[];
}

/** What the rules of a run say about one control; suppressed findings count as suppressed only. */
export interface ControlReport {
  readonly id: string;
  /** Ids of the rules that assess it, or a part of it. */
  readonly rules: readonly string[];
  readonly fail: number;
  readonly unknown: number;
  readonly pass: number;
  readonly suppressed: number;
}

/** A run by one framework. */
export interface FrameworkReport {
  readonly name: string;
  /** Absent, like `source` and `notAssessed`, where no list of the framework's controls is available. */
  readonly title?: string;
  readonly source?: string;
  readonly controls: readonly ControlReport[];
  /** Controls that no rule of the run assesses. */
  readonly notAssessed?: readonly string[];
}
