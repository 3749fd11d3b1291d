import { template as app } from '../../reports/html/app.hbs';
import { template as baseline } from '../../reports/html/baseline.hbs';
import { template as coverage } from '../../reports/html/coverage.hbs';
import { template as custody } from '../../reports/html/custody.hbs';
import { template as foot } from '../../reports/html/foot.hbs';
import { template as framework } from '../../reports/html/framework.hbs';
import { template as head } from '../../reports/html/head.hbs';
import { template as numbers } from '../../reports/html/numbers.hbs';
import { text as script } from '../../reports/html/page/main.js?text';
import { text as style } from '../../reports/html/style.css?text';
import { template as suppressions } from '../../reports/html/suppressions.hbs';
import { template as top } from '../../reports/html/top.hbs';
import { template as worst } from '../../reports/html/worst.hbs';
import type { Findings, Pieces, Reporter, Run } from '../model/run.ts';
import { collectRows } from './html-collect.ts';
import { coverageView } from './html-coverage.ts';
import { dataBlocks } from './html-data.ts';
import { policy } from './html-frame.ts';
import { frameworkView } from './html-framework.ts';
import { baselineView, custodyView, numbersView } from './html-numbers.ts';
import { suppressedView, topView } from './html-top.ts';
import { startView, worstView } from './html-worst.ts';

async function* document(run: Run, findings: Findings): Pieces {
  const collected = collectRows(run, findings);
  const about = { ...topView(run, collected.tally), worst: startView(collected) };
  yield head({ ...about, policy: policy(style, script) });
  yield `<style>${style}</style>\n`;
  yield top(about);
  yield coverage(coverageView(run, collected.tally));
  yield numbers(numbersView(run, collected));
  yield baseline(baselineView(run));
  yield framework(frameworkView(run));
  yield custody(custodyView(run));
  yield suppressions(suppressedView(run, collected));
  yield worst(worstView(collected, run.summary.findings.fail));
  yield app({});
  yield foot(about);
  yield* dataBlocks(run, collected, findings);
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

/**
 * One self-contained page that makes no request. Without its script it says how things stand and shows the worst
 * findings; with it, all of them, out of data blocks that are written piece by piece.
 */
export const html: Reporter = {
  format: 'html',
  fileName: 'report.html',
  render: document,
};
