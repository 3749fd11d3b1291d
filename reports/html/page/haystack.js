/**
 * Texts to search in: one long lowercase string, since looking for a word in it is many times faster than in each text.
 * `hits(word)` is a byte for each text: 1 where it has the word.
 */
function haystack(texts) {
  const starts = new Uint32Array(texts.length + 1);
  const lowered = texts.map((text, number) => {
    const low = text.toLowerCase();
    starts[number + 1] = starts[number] + low.length + 1;
    return low;
  });
  const hay = lowered.join('\n');
  return (word) => {
    const hits = new Uint8Array(texts.length);
    let number = 0;
    for (let found = hay.indexOf(word); found >= 0; found = hay.indexOf(word, starts[number])) {
      while (starts[number + 1] <= found) number++;
      hits[number++] = 1;
      if (number >= texts.length) break;
    }
    return hits;
  };
}

/** Words may stand in a finding's rule, in its resource, or in its own texts. */
export function searchIn(store) {
  let made;
  const make = () => {
    const { book, texts, resources } = store;
    return {
      rules: haystack(book.rules.map(({ id, title, service, category }) => `${id} ${title} ${service} ${category}`)),
      texts: haystack(texts),
      names: haystack(
        resources.tail.map((tail, n) => (tail === resources.name[n] ? tail : `${tail} ${resources.name[n]}`)),
      ),
    };
  };
  return {
    prepare() {
      made ??= make();
    },
    /** @returns a test by number of finding */
    has(word) {
      made ??= make();
      const [rules, texts, names] = [made.rules(word), made.texts(word), made.names(word)];
      const { stem, type, account, region, size } = store.resources;
      const things = new Uint8Array(size);
      for (let n = 0; n < size; n++)
        things[n] = names[n] | texts[stem[n]] | texts[type[n]] | texts[account[n]] | texts[region[n]];
      const { rule, resource, message, part } = store;
      return (at) => (rules[rule[at]] | things[resource[at]] | texts[message[at]] | texts[part[at]]) === 1;
    },
  };
}
