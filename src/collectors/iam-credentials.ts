import { iam } from './iam.ts';

const DAY = 86_400_000;
const daysSince = (time: string | undefined, takenAt: string): number | undefined =>
  time === undefined ? undefined : Math.floor((Date.parse(takenAt) - Date.parse(time)) / DAY);

/** Services that hand out short-lived credentials or manage the user's own: use of a key there is no work done with it. */
const OWN_SERVICES: ReadonlySet<string> = new Set(['iam', 'sts', 'N/A']);

const LAST_USE = { AccessKeyLastUsed: { LastUsedDate: true, ServiceName: true } } as const;

/**
 * The long-lived credentials of a user: what there is of them and when it was used, never a secret. IAM keeps at most two
 * access keys a user (a quota that cannot be raised), so two calls tell the last use of all.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const userCredentials = iam
  .list(
    'aws.iam.user-credentials',
    'ListUsers',
    {
      items: 'Users',
      paging: { token: ['Marker', 'Marker'], size: ['MaxItems', 1000] },
      members: { Arn: true, UserName: true, CreateDate: true },
    },
    { service: 'iam', scope: 'global', arn: 'arn:{partition}:iam::{account}:user/{id}', id: ({ item }) => item.Arn },
  )
  .pages('keys', 'ListAccessKeys', ({ item }) => ({ UserName: item.UserName }), {
    items: 'AccessKeyMetadata',
    paging: { token: ['Marker', 'Marker'], size: ['MaxItems', 1000] },
    members: { AccessKeyId: true, Status: true, CreateDate: true },
  })
  .call('firstKeyUse', 'GetAccessKeyLastUsed', ({ keys }) => ({ AccessKeyId: keys[0]?.AccessKeyId }), {
    when: ({ keys }) => keys.length > 0,
    required: ['AccessKeyLastUsed'],
    members: LAST_USE,
  })
  .call('secondKeyUse', 'GetAccessKeyLastUsed', ({ keys }) => ({ AccessKeyId: keys[1]?.AccessKeyId }), {
    when: ({ keys }) => keys.length > 1,
    required: ['AccessKeyLastUsed'],
    members: LAST_USE,
  })
  .call('login', 'GetLoginProfile', ({ item }) => ({ UserName: item.UserName }), {
    required: ['LoginProfile'],
    members: { LoginProfile: { CreateDate: true } },
    none: ['NoSuchEntity', 'NoSuchEntityException'],
  })
  .pages('sshKeys', 'ListSSHPublicKeys', ({ item }) => ({ UserName: item.UserName }), {
    items: 'SSHPublicKeys',
    paging: { token: ['Marker', 'Marker'], size: ['MaxItems', 1000] },
    members: { SSHPublicKeyId: true, Status: true, UploadDate: true },
  })
  .call('serviceCredentials', 'ListServiceSpecificCredentials', ({ item }) => ({ UserName: item.UserName }), {
    required: ['ServiceSpecificCredentials'],
    members: {
      ServiceSpecificCredentials: {
        ServiceSpecificCredentialId: true,
        ServiceName: true,
        Status: true,
        CreateDate: true,
        ExpirationDate: true,
      },
    },
  })
  .named(({ item }) => item.UserName)
  .fields((t) => ({
    hasPassword: t.bool(({ login }) => login !== undefined),
    activeKeys: t.int(({ keys }) => keys.filter(({ Status }) => Status === 'Active').length),
    accessKeys: t.structs({ id: 'string', active: 'bool', ageDays: 'int' }, ({ keys }, { takenAt }) =>
      keys.map(({ AccessKeyId = '', Status, CreateDate }) => ({
        id: AccessKeyId,
        active: Status === 'Active',
        ageDays: daysSince(CreateDate, takenAt) ?? 0,
      })),
    ),
    // "N/A" and no date: never used since IAM keeps track. A key that was never used is idle since it was made.
    keyUse: t.structs(
      { id: 'string', active: 'bool', used: 'bool', idleDays: 'int', withService: 'string', atSetup: 'bool' },
      (answers, { takenAt }) =>
        answers.keys.slice(0, 2).map(({ AccessKeyId = '', Status, CreateDate }, index) => {
          const { AccessKeyLastUsed: last } = index === 0 ? answers.firstKeyUse : answers.secondKeyUse;
          const service = last?.ServiceName ?? 'N/A';
          return {
            id: AccessKeyId,
            active: Status === 'Active',
            used: last?.LastUsedDate !== undefined,
            idleDays: daysSince(last?.LastUsedDate ?? CreateDate, takenAt) ?? 0,
            withService: OWN_SERVICES.has(service) ? '' : service,
            atSetup: minutesBetween(answers.item.CreateDate, CreateDate) <= SETUP_MINUTES,
          };
        }),
    ),
    activeSshKeys: t.structs({ id: 'string', ageDays: 'int' }, ({ sshKeys }, { takenAt }) =>
      sshKeys
        .filter(({ Status }) => Status === 'Active')
        .map(({ SSHPublicKeyId = '', UploadDate }) => ({
          id: SSHPublicKeyId,
          ageDays: daysSince(UploadDate, takenAt) ?? 0,
        })),
    ),
    serviceCredentials: t.structs(
      { id: 'string', service: 'string', usable: 'bool', expires: 'bool' },
      ({ serviceCredentials }, { takenAt }) =>
        (serviceCredentials.ServiceSpecificCredentials ?? []).map(
          ({ ServiceSpecificCredentialId = '', ServiceName = '', Status, ExpirationDate }) => ({
            id: ServiceSpecificCredentialId,
            service: ServiceName,
            usable: Status === 'Active' && (ExpirationDate === undefined || ExpirationDate > takenAt),
            expires: ExpirationDate !== undefined,
          }),
        ),
    ),
  }));

/** The console makes a key along with the user within seconds. */
const SETUP_MINUTES = 5;

const minutesBetween = (from: string | undefined, to: string | undefined): number =>
  from === undefined || to === undefined
    ? Number.POSITIVE_INFINITY
    : Math.abs(Date.parse(to) - Date.parse(from)) / 60_000;
