// Without this script the page says how things stand and shows the worst findings; with it, all of them.
import { findingList } from './finding-list.js';
import { controlsView, placesView, rulesView, servicesView } from './groups.js';
import { searchIn } from './haystack.js';
import { keyPage, keysView, openKeys } from './keys.js';
import { linkTo, parseQuery } from './query.js';
import { resourcePage } from './resource-page.js';
import { openStore } from './store.js';

const byId = (name) => document.getElementById(name);
const title = document.title;

/** Addresses: `#/view/argument?query` is a view; anything else is a place in the overview. */
function readAddress() {
  const [, view, argument = '', query = ''] = /^#\/([a-z]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(location.hash) ?? [];
  return { view, argument, query };
}

/** Links of the overview lead to rules by anchors that are there without a script too. */
function ruleOfAnchor(rules, hash) {
  const [, numbered, named] = /^#rule-(?:-(\d+)|(.+))$/.exec(hash) ?? [];
  return numbered === undefined ? rules.find(({ id }) => id === named) : rules[Number(numbered)];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function application(store, keys) {
  const [overview, view, summary] = ['overview', 'view', 'summary'].map(byId);
  const search = searchIn(store);
  const list = findingList(store, search, (query) => {
    history.replaceState(null, '', linkTo(query));
    draw();
  });
  const views = {
    findings: ({ query }) => {
      list.show(parseQuery(query));
      return list.view;
    },
    rules: () => rulesView(store),
    services: () => servicesView(store),
    controls: ({ query }) => controlsView(store, new URLSearchParams(query).get('framework') ?? ''),
    places: () => placesView(store),
    resource: ({ argument }) => resourcePage(store, decoded(argument), keys !== undefined),
    ...(keys && { keys: () => keysView(keys), key: ({ argument }) => keyPage(keys, decoded(argument)) }),
  };
  let asked = 0;

  async function draw() {
    const rule = ruleOfAnchor(store.book.rules, location.hash);
    if (rule) history.replaceState(null, '', linkTo({ rule: [rule.id] }));
    const address = readAddress();
    const isView = address.view !== undefined && Object.hasOwn(views, address.view);
    const turn = ++asked;
    const made = isView ? await views[address.view](address) : undefined;
    if (turn !== asked) return; // the reader went on meanwhile
    const isOther = made !== view.firstElementChild;
    overview.hidden = summary.hidden = isView;
    document.body.classList.toggle('is-view', isView);
    view.hidden = !isView;
    for (const link of byId('views').children) mark(link, isView ? address.view : 'overview');
    if (!isView) goTo(location.hash);
    else if (isOther) arrive(made);
    document.documentElement.dataset.view = location.hash; // what is shown now, and no longer on its way
  }

  const mark = (link, name) => {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  };

  function arrive(made) {
    view.replaceChildren(made);
    const heading = made.querySelector('h2');
    document.title = `${heading.textContent} · ${title}`;
    if (made === list.view) list.redraw();
    scrollTo(0, 0);
    if (document.activeElement === document.body || document.activeElement?.closest('nav, #view'))
      heading.focus({ preventScroll: true });
  }

  function goTo(hash) {
    document.title = title;
    view.replaceChildren();
    const target = hash.length > 1 ? byId(hash.slice(1)) : undefined;
    if (target) target.scrollIntoView();
  }

  addEventListener('hashchange', draw);
  addEventListener('beforeprint', list.print);
  addEventListener('afterprint', list.redraw);
  setTimeout(search.prepare, 500);
  return draw();
}

async function start() {
  const store = await openStore();
  byId('views').hidden = false;
  const keys = openKeys();
  if (!keys) byId('views').querySelector('[data-view=keys]').remove();
  await application(store, keys);
  document.documentElement.dataset.ready = 'true';
  performance.mark('ready');
}

start().catch((cause) => {
  const note = document.createElement('p');
  note.className = 'certainty is-partial';
  note.textContent = `The findings in this file could not be shown (${cause.message}). What is below is the summary; report.json has everything.`;
  byId('main').prepend(note);
});
