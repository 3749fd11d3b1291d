import type { Reporter } from '../model/run.ts';
import { asff } from './asff.ts';
import { csv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { ocsf } from './ocsf.ts';
import { sarif } from './sarif.ts';

/** Every format of `--format`, by name. */
export const REPORTERS = {
  html,
  sarif,
  json,
  jsonl,
  csv,
  junit,
  md: markdown,
  ocsf,
  asff,
} as const satisfies Readonly<Record<string, Reporter>>;
