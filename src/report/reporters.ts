import type { Reporter } from '../model/run.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { sarif } from './sarif.ts';

/** Every format of `--format`, by name. */
export const REPORTERS = { html, sarif, json } as const satisfies Readonly<Record<string, Reporter>>;
