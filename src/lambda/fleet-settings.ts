import { MAX_BYTES } from '../evaluate/yaml-limits.ts';
import type { PlanRequest } from '../fleet/make-plan.ts';
import { InputError } from '../model/input-error.ts';
import { bucketIn, type Store } from '../store.ts';
import { CONFIG, type Env, listIn, SUPPRESSIONS, textOf } from './settings.ts';

export interface FleetSettings {
  /** `s3://BUCKET/PREFIX` */
  readonly store: string;
  readonly bucket: string;
  readonly prefix: string;
}

export function fleetSettingsIn(env: Env): FleetSettings {
  const store = env['SEALSCAN_STORE'] ?? '';
  const place = bucketIn(store);
  if (!place) throw new InputError('SEALSCAN_STORE says where runs are kept: s3://BUCKET/PREFIX');
  return { store, ...place };
}

/** What the planner's environment asks for, and the files that lie in the root of the store. */
export async function requestIn(env: Env, store: Store): Promise<PlanRequest> {
  const [config, suppressions] = await Promise.all([CONFIG, SUPPRESSIONS].map((key) => shortText(store, key)));
  const { SEALSCAN_OU: unit, SEALSCAN_ROLE: name, SEALSCAN_EXTERNAL_ID: externalId } = env;
  return {
    unit: unit || undefined,
    wanted: listIn(env['SEALSCAN_REGIONS']),
    ...(name && { role: { name, ...(externalId && { externalId }) } }),
    asked: { services: listIn(env['SEALSCAN_SERVICES']), deep: false, iam: false, secrets: false, grants: true },
    judging: {
      rule: [],
      formats: listIn(env['SEALSCAN_FORMATS']),
      sarifProfile: 'github',
      sarifCategory: 'sealscan',
      ...(config !== undefined && { config }),
      ...(suppressions !== undefined && { suppressions }),
      rules: {},
    },
  };
}

async function shortText(store: Store, file: string): Promise<string | undefined> {
  const text = await textOf(store, file);
  if (text !== undefined && Buffer.byteLength(text) > MAX_BYTES)
    throw new InputError(`the file has more than ${MAX_BYTES} bytes`, { file });
  return text;
}
