import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';

/** Where a part of the seed makes its resources: what every client is made with, and a key of the customer's. */
export interface Place {
  readonly config: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  /** ARN of an enabled key. */
  readonly key: string;
}

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export async function placeAt(endpoint: string, region: string): Promise<Place> {
  const config = { region, endpoint, credentials, maxAttempts: 1 } as const;
  const { KeyMetadata } = await new KMSClient(config).send(new CreateKeyCommand({ Description: 'differential' }));
  if (!KeyMetadata?.Arn) throw new Error('the emulator made no key');
  return { config, key: KeyMetadata.Arn };
}

/** Makes `count` resources one after the other; each gets its number, from 0, to vary by. */
export async function many(count: number, make: (at: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < count; at += 1) await make(at);
}

/** The option of a resource with that number. */
export function pick<T>(at: number, ...options: readonly [T, ...T[]]): T {
  return options[at % options.length] ?? options[0];
}
