import { CUSTODIES, type Custody, type CustodyRange, custodyText } from '../model/custody.ts';
import { EMPTY, type FieldState, isUnknown, LINK_STATES, type LinkList, type LinkValue } from '../model/field.ts';
import type { EvidenceValue } from '../model/finding.ts';
import type { Reason } from '../model/reason.ts';
import type { Readable } from './cel/values.ts';

/** What a path leads to: a value fit for JSON, or why there is none. */
export type Evidence = { readonly value: EvidenceValue } | { readonly reason: Reason };

const LIST_CAP = 20;

/** Follows `kmsKey.state` from a resource. */
export function evidenceAt(resource: Readable, path: string): Evidence {
  const dot = path.indexOf('.');
  const state = resource.read(dot < 0 ? path : path.slice(0, dot));
  const second = dot < 0 ? undefined : path.slice(dot + 1);
  if (second === undefined || isUnknown(state)) return shown(state);
  const link = state as LinkValue;
  if (!link.target) return link.reason ? { reason: link.reason } : { value: null };
  if (second === 'id') return { value: link.target.id };
  if (second === 'name') return { value: link.target.name };
  return shown(link.target.fields[second] as FieldState);
}

function shown(state: FieldState): Evidence {
  if (isUnknown(state)) return { reason: state.unknown };
  if (state === EMPTY) return { value: null };
  if (typeof state !== 'object') return { value: state };
  if (isLink(state)) return { value: state.id || null };
  if (isList(state)) return shownList(state);
  if (isCustody(state)) return { value: custodyText(state) };
  return { value: Array.isArray(state) ? state.slice(0, LIST_CAP) : (state as EvidenceValue) };
}

/** Tags can have keys of any name, so it is values that tell a link and a list from a map. */
const isLink = (state: object): state is LinkValue =>
  'link' in state && LINK_STATES.includes((state as LinkValue).state);
const isList = (state: object): state is LinkList => 'list' in state && Array.isArray((state as LinkList).targets);

const isCustody = (state: object): state is CustodyRange =>
  'min' in state &&
  'max' in state &&
  CUSTODIES.includes(state.min as Custody) &&
  CUSTODIES.includes(state.max as Custody);

/** An unfinished list shows what it has; that it is unfinished is the finding's reason. */
const shownList = ({ targets, missing }: LinkList): Evidence =>
  missing && targets.length === 0
    ? { reason: missing }
    : { value: targets.slice(0, LIST_CAP).map(({ name, fields }) => ({ name, ...plainFields(fields) })) };

const plainFields = (fields: Readonly<Record<string, FieldState>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, state]) => {
      const found = shown(state);
      return [name, 'value' in found ? found.value : `unknown: ${found.reason.class}`];
    }),
  );
