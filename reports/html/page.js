// Only convenience: without this script the page says the same.
(() => {
  const rules = [...document.querySelectorAll('details.rule')];
  const tools = document.getElementById('tools');
  const filter = document.getElementById('filter');
  const toggle = document.getElementById('toggle');
  const matches = document.getElementById('matches');

  // Text is read once, and not before somebody types: a page may hold twenty thousand rows.
  const texts = new WeakMap();
  const textOf = (element) => {
    const known = texts.get(element) ?? element.textContent.toLowerCase();
    texts.set(element, known);
    return known;
  };

  // Each word may stand in the rule's own line or in a row; a rule whose line has them all shows all its rows.
  const applyTo = (rule, words) => {
    const line = textOf(rule.querySelector('summary'));
    const rest = words.filter((word) => !line.includes(word));
    let found = rest.length === 0;
    for (const row of rule.querySelectorAll('.row')) {
      row.hidden = !rest.every((word) => textOf(row).includes(word));
      found ||= !row.hidden;
    }
    rule.hidden = !found;
    return found;
  };

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = rules.filter((rule) => applyTo(rule, words)).length;
    matches.textContent = words.length === 0 ? `${rules.length} rules` : `${shown} of ${rules.length} rules`;
  };

  const openAll = (open) => {
    for (const rule of rules) rule.open = open;
    toggle.setAttribute('aria-expanded', String(open));
    toggle.textContent = open ? 'Close all' : 'Open all';
  };

  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };

  let waiting = 0;
  if (tools) {
    tools.hidden = false;
    filter.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 80);
    });
    toggle.addEventListener('click', () => openAll(toggle.getAttribute('aria-expanded') !== 'true'));
  }
  addEventListener('hashchange', openTarget);
  openTarget();
})();
