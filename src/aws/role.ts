import type { Call } from '../collect/call.ts';
import type { Expiring } from './refresh.ts';

/** A role that is assumed to enter an account. */
export interface Role {
  readonly arn: string;
  readonly externalId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** What CloudTrail of the entered account shows. */
const SESSION_NAME = 'sealscan';

interface Issued {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration?: Date;
}

/**
 * Credentials of a role; each call issues new ones, which hold an hour. Who asks keeps them until then.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assuming =
  (call: Call, region: string, { arn, externalId, tags }: Role): Expiring =>
  async () => {
    const answer = await call({
      sdk: 'sts',
      client: 'STSClient',
      operation: 'AssumeRole',
      region,
      input: {
        RoleArn: arn,
        RoleSessionName: SESSION_NAME,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        ...(tags === undefined ? {} : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
      },
      required: ['Credentials'],
    });
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer['Credentials'] as Issued;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  };
