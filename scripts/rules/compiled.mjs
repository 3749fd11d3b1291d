// The rules as sealscan compiles them, over rows that say unknown of what they lack.
import { compilerFor, subjectOf } from '../../src/evaluate/cel/expression.ts';
import { Unknown } from '../../src/model/field.ts';
import { COLUMNS, RULES } from './rules.mjs';

const collector = {
  type: 'bench.row',
  fields: Object.fromEntries(Object.entries(COLUMNS).map(([name, { type }]) => [name, { type }])),
};
const compiler = compilerFor(collector, new Map([[collector.type, collector]]));
const UNKNOWN = new Unknown({ class: 'not-collected', operation: 'bench', code: 'NotCollected' });

class Row {
  constructor(values) {
    this.values = values;
  }
  read(name) {
    const value = this.values[name];
    return value === undefined ? UNKNOWN : value;
  }
}

export const subject = (values) => subjectOf(new Row(values), 0);
export const compiled = RULES.map((rule) => compiler.compile(rule, 'bool', {}));

/** The place of a verdict in the counts: pass, fail, unknown. */
export const placeOf = (held) => (held === true ? 0 : held === false ? 1 : 2);
