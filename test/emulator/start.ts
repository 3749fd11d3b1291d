import { type CorrectingProxy, startProxy } from './proxy.ts';
import { startMoto } from './server.ts';
import { SEED_NOW } from './world.ts';

/** A running emulator. Without correction nothing is recorded, and `deny`, `split` and `stall` throw. */
export interface Emulator extends CorrectingProxy {
  /** What a process needs to talk to the emulator instead of AWS. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts moto, with the correcting proxy and a clock that stands at SEED_NOW, or plain. */
export async function startEmulator({ correct }: { readonly correct: boolean }): Promise<Emulator> {
  if (!correct) return plain();
  const moto = await startMoto({ clock: SEED_NOW });
  const proxy = await startProxy(moto.endpoint, new Date(SEED_NOW));
  const stop = async () => {
    await proxy.stop();
    await moto.stop();
  };
  return { ...proxy, env: envFor(proxy.endpoint), stop };
}

async function plain(): Promise<Emulator> {
  const { endpoint, stop } = await startMoto();
  const absent = () => {
    throw new Error('plain moto cannot deny, split or stall: startEmulator({ correct: true })');
  };
  return {
    endpoint,
    env: envFor(endpoint),
    requests: [],
    deny: absent,
    split: absent,
    stall: absent,
    heal: () => {},
    stop,
  };
}

function envFor(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
