import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectors } from '../collectors/registry.ts';
import { refuseEndless } from '../evaluate/suppression-file.ts';
import { formatsOf } from '../formats.ts';
import { readInputs } from '../inputs.ts';
import { keyPages } from '../keys/pages.ts';
import { InputError } from '../model/input-error.ts';
import { TOOL } from '../version.ts';
import type { Standards } from './account.ts';
import { dayOf, planKey } from './keys.ts';
import type { Plan } from './plan.ts';

/** How a plan says that accounts are judged. Everything that a person wrote is refused here, before anything is collected. */
export function standardsOf(plan: Plan): Standards {
  const { judging, asked, organization } = plan;
  const inputs = withFiles(plan, (folder) =>
    readInputs({
      rule: judging.rule,
      service: asked.services,
      rules: foldersIn(judging.rules).map((name) => join(folder, name)),
      framework: judging.framework,
      config: join(folder, CONFIG),
      suppressions: judging.suppressions === undefined ? undefined : join(folder, SUPPRESSIONS),
    }),
  );
  refuseEndless(inputs.suppressions, plan.takenAt);
  const { rules, chosen, severities, suppressions, framework } = inputs;
  const context = organization === undefined ? inputs.context : amongMembers(inputs.context, plan);
  return {
    registry: collectors,
    tool: TOOL,
    rules,
    chosen,
    context,
    severities,
    suppressions,
    ...(framework && { framework }),
    formats: formatsOf(judging.formats),
    sarif: { sarifProfile: judging.sarifProfile === 'full' ? 'full' : 'github', category: judging.sarifCategory },
    keys: (source) => keyPages(source, context),
  };
}

/** Accounts of one organization trust each other, and its id is known without a configuration. */
const amongMembers = (context: Standards['context'], { organization, accounts }: Plan): Standards['context'] => ({
  ...context,
  ...(organization !== undefined && { organizationId: context.organizationId ?? organization }),
  trustedAccounts: [...new Set([...context.trustedAccounts, ...accounts.map(({ id }) => id)])].sort(),
});

const CONFIG = 'sealscan.config.yaml';
const SUPPRESSIONS = 'suppressions.yaml';
const RULE_FILE = /^\d+\/[\w-]+\/[\w.-]+\.yaml$/;

const foldersIn = (rules: Plan['judging']['rules']): readonly string[] => [
  ...new Set(Object.keys(rules).map((path) => path.split('/')[0] ?? '')),
];

/** The plan's texts as files, as long as they are read. Without a configuration there is an empty one: none that lies about is taken. */
function withFiles<T>(plan: Plan, read: (folder: string) => T): T {
  const { config = '{}\n', suppressions, rules } = plan.judging;
  const folder = mkdtempSync(join(tmpdir(), 'sealscan-plan-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), text, { mode: 0o600 });
  };
  try {
    write(CONFIG, config);
    if (suppressions !== undefined) write(SUPPRESSIONS, suppressions);
    for (const [path, text] of Object.entries(rules)) {
      if (!RULE_FILE.test(path)) throw new InputError(`'${path}' is no name of a rule`, { file: planKey(dayOf(plan)) });
      write(path, text);
    }
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
