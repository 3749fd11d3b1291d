import { BY_WEIGHT, NEW, SAME_ID, SUPPRESSED, UNCHANGED } from '../../../src/report/html-state.ts';
import { blocksOf, shelf, unpack } from './blocks.js';

export const SHAPES = ['◆', '▲', '■', '●', '○'];

/** A finding's state as numbers; its bits are in src/report/html-state.ts. */
export const verdictOf = (state) => state & 3;
export const severityOf = (state) => (state >> 2) & 7;

/** Texts of all chunks, each once, by number. */
function textTable() {
  const texts = [];
  const numbers = new Map();
  return {
    texts,
    numberOf: (text) => numbers.get(text),
    numbersOf: (added) =>
      Uint32Array.from(added, (text) => {
        const known = numbers.get(text);
        if (known !== undefined) return known;
        numbers.set(text, texts.length);
        return texts.push(text) - 1;
      }),
  };
}

const total = (chunks, countOf) => chunks.reduce((sum, chunk) => sum + countOf(chunk), 0);

/**
 * All findings in columns: number `i` of each column is finding `i`, in the order of the report. `resources` has columns
 * of its own, which `resource` points into; numbers in `stem`, `type`, `message` … point into `texts`.
 */
export async function openStore() {
  const [book, chunks] = await Promise.all([unpack(blocksOf('book')[0]), Promise.all(blocksOf('rows').map(unpack))]);
  const size = total(chunks, ({ findings }) => findings.rule.length);
  const things = total(chunks, ({ resources }) => resources.tail.length);
  const column = (length) => new Uint32Array(length);
  const { texts, numberOf, numbersOf } = textTable();
  const store = {
    book,
    texts,
    numberOf,
    size,
    ...{ rule: column(size), state: column(size), resource: column(size), part: column(size), message: column(size) },
    resources: {
      ...{ size: 0, tail: [], name: [], stem: column(things), type: column(things) },
      ...{ partition: column(things), account: column(things), region: column(things) },
    },
    starts: [],
    details: shelf('details'),
  };
  let at = 0;
  for (const chunk of chunks) at = append(store, chunk, numbersOf(chunk.texts), at);
  return store;
}

/** @returns where the next chunk begins */
function append(store, { resources, findings }, numbers, start) {
  const first = appendResources(store.resources, resources, numbers);
  let resource = first - 1;
  store.starts.push(start);
  for (let n = 0; n < findings.rule.length; n++) {
    const at = start + n;
    resource += findings.next[n];
    store.rule[at] = findings.rule[n];
    store.state[at] = findings.state[n];
    store.resource[at] = resource;
    store.part[at] = numbers[findings.part[n]];
    store.message[at] = numbers[findings.message[n]];
  }
  return start + findings.rule.length;
}

const PLACED = ['stem', 'type', 'partition', 'account', 'region'];

/** A resource whose findings go on from the chunk before is not another one. @returns number of the chunk's first */
function appendResources(all, added, numbers) {
  const last = all.size - 1;
  const goesOn =
    last >= 0 &&
    added.tail[0] === all.tail[last] &&
    PLACED.every((column) => numbers[added[column][0]] === all[column][last]);
  for (let n = goesOn ? 1 : 0; n < added.tail.length; n++) {
    for (const column of PLACED) all[column][all.size] = numbers[added[column][n]];
    all.tail.push(added.tail[n]);
    all.name.push(added.name[n] === 0 ? added.tail[n] : added.name[n]);
    all.size++;
  }
  return goesOn ? last : all.size - added.tail.length;
}

export const arnOf = ({ texts, resources }, resource) => texts[resources.stem[resource]] + resources.tail[resource];

/** One resource as texts. */
const resourceOf = (store, resource) => {
  const { texts, resources } = store;
  return {
    arn: arnOf(store, resource),
    name: resources.name[resource],
    type: texts[resources.type[resource]],
    partition: texts[resources.partition[resource]],
    account: texts[resources.account[resource]],
    region: texts[resources.region[resource]],
  };
};

/** One finding as texts, without what its details say. */
export function findingOf(store, at) {
  const state = store.state[at];
  return {
    at,
    rule: store.book.rules[store.rule[at]],
    verdict: BY_WEIGHT[verdictOf(state)],
    severity: severityOf(state),
    isSuppressed: (state & SUPPRESSED) !== 0,
    isNew: (state & NEW) !== 0,
    isUnchanged: (state & UNCHANGED) !== 0,
    hasSameId: (state & SAME_ID) !== 0,
    part: store.texts[store.part[at]],
    message: store.texts[store.message[at]],
    resource: resourceOf(store, store.resource[at]),
  };
}

/** Evidence, reasons, suppression and tags of a finding. */
export async function detailsOf(store, at) {
  const chunk = store.starts.findLastIndex((start) => start <= at);
  const { entries, findings } = await store.details(chunk);
  const entry = (column) => entries[findings[column][at - store.starts[chunk]]];
  return {
    evidence: entry('evidence'),
    reasons: entry('reasons'),
    suppression: entry('suppression'),
    tags: entry('tags'),
    code: entry('code'),
  };
}
