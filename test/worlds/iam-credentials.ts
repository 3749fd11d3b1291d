import type {
  AccessKeyMetadata,
  GetAccessKeyLastUsedCommandOutput,
  GetLoginProfileCommandOutput,
  ListAccessKeysCommandOutput,
  ListServiceSpecificCredentialsCommandOutput,
  ListSSHPublicKeysCommandOutput,
  ListUsersCommandOutput,
} from '@aws-sdk/client-iam';
import { ACCOUNT, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';
import { summary } from './iam.ts';

type Body<T> = Omit<T, '$metadata'>;
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

const user = (UserName: string, CreateDate = at('2024-01-01')) => ({
  Path: '/',
  UserName,
  UserId: `AIDA${UserName.toUpperCase()}`,
  Arn: `arn:aws:iam::${ACCOUNT}:user/${UserName}`,
  CreateDate,
});
const key = (AccessKeyId: string, day: string, Status: AccessKeyMetadata['Status'] = 'Active'): AccessKeyMetadata => ({
  AccessKeyId,
  Status,
  CreateDate: at(day),
});

/** Read on 2026-06-01: `fresh` is in order; `denied` may not be asked about its keys. */
const KEYS: Readonly<Record<string, readonly AccessKeyMetadata[]>> = {
  nobody: [],
  fresh: [key('AKIAFRESH', '2026-05-01')],
  stale: [key('AKIASTALE', '2026-01-01'), key('AKIAOFF', '2020-01-01', 'Inactive')],
  double: [key('AKIAONE', '2026-05-20'), key('AKIATWO', '2026-05-21')],
  setup: [key('AKIASETUP', '2026-05-25')],
  canary: [key('AKIACANARY', '2026-05-01')],
  tripped: [key('AKIATRIPPED', '2026-05-01')],
};
const USED: Readonly<Record<string, readonly [service: string, day: string]>> = {
  AKIAFRESH: ['sts', '2026-05-31'],
  AKIASTALE: ['s3', '2026-02-01'],
  AKIAONE: ['iam', '2026-05-31'],
  AKIATRIPPED: ['sts', '2026-05-30'],
};
const credential = (ServiceName: string, more: object = {}) => ({
  UserName: 'u',
  Status: 'Active' as const,
  CreateDate: at('2026-01-01'),
  ServiceSpecificCredentialId: `ACCA${ServiceName.slice(0, 4)}`,
  ServiceName,
  ...more,
});
const CREDENTIALS: Readonly<Record<string, readonly ReturnType<typeof credential>[]>> = {
  fresh: [credential('bedrock.amazonaws.com', { ExpirationDate: at('2026-05-01') })],
  stale: [credential('bedrock.amazonaws.com')],
  double: [credential('codecommit.amazonaws.com')],
};
const ssh = (SSHPublicKeyId: string, day: string) => ({
  UserName: 'u',
  SSHPublicKeyId,
  Status: 'Active' as const,
  UploadDate: at(day),
});
const SSH: Readonly<Record<string, readonly ReturnType<typeof ssh>[]>> = {
  fresh: [ssh('APKAFRESH', '2026-01-01')],
  stale: [ssh('APKASTALE', '2024-01-01')],
};
const nameOf = ({ UserName }: Readonly<Record<string, unknown>>): string => String(UserName);

export const world: World = {
  services: ['iam'],
  answers: {
    'iam:ListUsers': {
      Users: [
        ...Object.keys(KEYS).map((name) => user(name, name === 'setup' ? at('2026-05-25') : undefined)),
        user('denied'),
      ],
    } satisfies Body<ListUsersCommandOutput>,
    'iam:ListAccessKeys': (input) =>
      nameOf(input) === 'denied'
        ? refuses('AccessDenied')
        : ({ AccessKeyMetadata: [...(KEYS[nameOf(input)] ?? [])] } satisfies Body<ListAccessKeysCommandOutput>),
    'iam:GetAccessKeyLastUsed': ({ AccessKeyId }) => {
      const [ServiceName, day] = USED[String(AccessKeyId)] ?? ['N/A', undefined];
      return {
        AccessKeyLastUsed: { ServiceName, Region: 'N/A', ...(day && { LastUsedDate: at(day) }) },
      } satisfies Body<GetAccessKeyLastUsedCommandOutput>;
    },
    'iam:GetLoginProfile': (input) =>
      ['setup', 'fresh'].includes(nameOf(input))
        ? ({
            LoginProfile: { UserName: nameOf(input), CreateDate: at('2026-05-25') },
          } satisfies Body<GetLoginProfileCommandOutput>)
        : refuses('NoSuchEntityException'),
    'iam:ListSSHPublicKeys': (input) =>
      ({ SSHPublicKeys: [...(SSH[nameOf(input)] ?? [])] }) satisfies Body<ListSSHPublicKeysCommandOutput>,
    'iam:ListServiceSpecificCredentials': (input) =>
      ({
        ServiceSpecificCredentials: [...(CREDENTIALS[nameOf(input)] ?? [])],
      }) satisfies Body<ListServiceSpecificCredentialsCommandOutput>,
    'iam:GetAccountSummary': summary(0, 1),
    'iam:ListOrganizationsFeatures': { EnabledFeatures: ['RootSessions'] },
  },
};
