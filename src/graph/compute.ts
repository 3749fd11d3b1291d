import type { View } from '../model/answers.ts';
import { CODES } from '../model/classify.ts';
import { EMPTY, type Field, type FieldContext, type FieldType, HOLDS, Unknown } from '../model/field.ts';
import { Unobserved } from '../model/reason.ts';

/** What a field's function says of one observation, before links are followed: a raw value, unknown, or empty. */
export function compute(field: Field, view: View, context: FieldContext): unknown {
  view.last = undefined;
  try {
    const value = field.from(view, context);
    if (value !== undefined && value !== null) return holds(field.type, value) ? value : failed(view, CODES.malformed);
    return field.optional ? EMPTY : missing(view);
  } catch (cause) {
    if (cause instanceof Unobserved) return new Unknown(cause.reason);
    return failed(view, CODES.malformed); // an answer of an unheard-of shape costs this field, not the scan
  }
}

/** A reference is a text, whatever it leads to. */
const RAW: Readonly<Record<string, (typeof HOLDS)[string] | undefined>> = {
  ...HOLDS,
  enum: HOLDS['string'],
  link: HOLDS['string'],
  links: HOLDS['strings'],
};

/** A damaged snapshot may hold anything; what is of another kind must not get further than its field. */
const holds = ({ kind }: FieldType, value: unknown): boolean => RAW[kind]?.(value) ?? true;

/** AWS answered without a member that its documentation promises: known to nobody, so not false and not "". */
const missing = (view: View): Unknown => failed(view, CODES.missingMember);

const failed = (view: View, code: string): Unknown =>
  new Unknown({ class: 'failed', operation: view.last?.operation ?? '', code });
