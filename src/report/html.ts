import { template as baseline } from '../../reports/html/baseline.hbs';
import { template as coverage } from '../../reports/html/coverage.hbs';
import { template as custody } from '../../reports/html/custody.hbs';
import { template as findingsStart } from '../../reports/html/findings-start.hbs';
import { template as foot } from '../../reports/html/foot.hbs';
import { template as framework } from '../../reports/html/framework.hbs';
import { template as group } from '../../reports/html/group.hbs';
import { template as head } from '../../reports/html/head.hbs';
import { template as numbers } from '../../reports/html/numbers.hbs';
import { text as script } from '../../reports/html/page.js?text';
import { template as passing } from '../../reports/html/passing.hbs';
import { template as rule } from '../../reports/html/rule.hbs';
import { text as style } from '../../reports/html/style.css?text';
import { template as top } from '../../reports/html/top.hbs';
import type { Findings, Pieces, Reporter, Run } from '../model/run.ts';
import { collectRows } from './html-collect.ts';
import { coverageView } from './html-coverage.ts';
import { policy } from './html-frame.ts';
import { frameworkView } from './html-framework.ts';
import { baselineView, custodyView, numbersView } from './html-numbers.ts';
import { type Groups, grouped, type Judged, passingView, ruleView, startView } from './html-rule.ts';
import { suppressedView, topView } from './html-top.ts';
import { batched } from './pieces.ts';
import { counted, figure } from './text.ts';

/** Rows on the whole page: beyond them browsers become slow, and report.json has them all. */
const ROWS = 20_000;

async function* judgedRules(rules: readonly Judged[], first: number, budget: { rows: number }): Pieces {
  for (const [index, judged] of rules.entries()) {
    const view = ruleView(judged, first + index, budget.rows);
    budget.rows -= view.rows;
    yield rule(view);
  }
}

async function* rules({ failing, undecided, passing: passed, idle }: Groups): Pieces {
  const budget = { rows: ROWS };
  yield findingsStart({ rules: figure(failing.length + undecided.length), any: failing.length + undecided.length > 0 });
  if (failing.length > 0) yield group({ title: 'Failing, worst first', count: counted(failing.length, 'rule') });
  yield* judgedRules(failing, 0, budget);
  if (undecided.length > 0) yield group({ title: 'Not decided', count: counted(undecided.length, 'rule') });
  yield* judgedRules(undecided, failing.length, budget);
  yield passing({
    any: passed.length > 0,
    count: counted(passed.length, 'rule'),
    rules: passed.map(passingView),
    idle: idle.length > 0 ? counted(idle.length, 'rule') : '',
  });
}

async function* document(run: Run, findings: Findings): Pieces {
  const collected = await collectRows(run, findings);
  const groups = grouped(collected);
  const about = { ...topView(run, collected.tally), worst: startView(groups.failing) };
  yield head({ ...about, policy: policy(style, script) });
  yield `<style>${style}</style>\n`;
  yield top(about);
  yield coverage(coverageView(run, collected.tally));
  yield numbers(numbersView(run, collected));
  yield framework(frameworkView(run));
  yield custody(custodyView(run));
  yield baseline(baselineView(run));
  yield* rules(groups);
  yield foot({ ...about, ...suppressedView(collected) });
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

/** One self-contained page that makes no request and reads fully without its script. */
export const html: Reporter = {
  format: 'html',
  fileName: 'report.html',
  render: (run, findings) => batched(document(run, findings)),
};
