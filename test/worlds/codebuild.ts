import type {
  BatchGetProjectsCommandOutput,
  BatchGetReportGroupsCommandOutput,
  ListProjectsCommandOutput,
  ListReportGroupsCommandOutput,
  Project,
  ReportExportConfig,
} from '@aws-sdk/client-codebuild';
import { ACCOUNT, keyArn, onlyHere, playKeys, REGION, refuses } from '../collectors/play.ts';
import type { World } from '../worlds.ts';

type Body<T> = Omit<T, '$metadata'>;

const s3 = (encryptionDisabled: boolean, artifactIdentifier?: string) => ({
  type: 'S3' as const,
  location: 'artifacts',
  encryptionDisabled,
  ...(artifactIdentifier ? { artifactIdentifier } : {}),
});
const logs = (encryptionDisabled: boolean, status: 'ENABLED' | 'DISABLED' = 'ENABLED') => ({
  logsConfig: { s3Logs: { status, location: 'logs/build', encryptionDisabled } },
});

const projects: Readonly<Record<string, Project>> = {
  sealed: { artifacts: s3(false), encryptionKey: keyArn('good'), ...logs(false) },
  open: { artifacts: s3(true), ...logs(true) },
  second: { artifacts: s3(false), secondaryArtifacts: [s3(true, 'docs')], ...logs(true, 'DISABLED') },
  pipeline: {
    artifacts: { type: 'CODEPIPELINE', encryptionDisabled: true },
    source: { type: 'GITHUB', location: 'https://builder:not-to-be-stored@example.com/repository.git' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/standard:7.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: [
        { name: 'DB_PASSWORD', value: '/build/db-password', type: 'PARAMETER_STORE' },
        { name: 'API_TOKEN', value: 'build/token:value', type: 'SECRETS_MANAGER' },
      ],
    },
  },
};

const listed = { projects: [...Object.keys(projects), 'denied', 'gone'] } satisfies Body<ListProjectsCommandOutput>;

const described = (name: string) =>
  (projects[name]
    ? {
        projects: [
          {
            name,
            environment: {
              type: 'LINUX_CONTAINER',
              image: 'aws/codebuild/standard:7.0',
              computeType: 'BUILD_GENERAL1_SMALL',
              environmentVariables: [{ name: 'TOKEN', value: 'not-to-be-stored' }],
            },
            tags: [{ key: 'team', value: 'a' }],
            ...projects[name],
          },
        ],
      }
    : { projects: [], projectsNotFound: [name] }) satisfies Body<BatchGetProjectsCommandOutput>;

const arnOf = (name: string) => `arn:aws:codebuild:${REGION}:${ACCOUNT}:report-group/${name}`;

const groups: Readonly<Record<string, ReportExportConfig>> = {
  sealed: { exportConfigType: 'S3', s3Destination: { bucket: 'reports', encryptionKey: keyArn('good') } },
  open: { exportConfigType: 'S3', s3Destination: { bucket: 'reports', encryptionDisabled: true } },
  default: { exportConfigType: 'S3', s3Destination: { bucket: 'reports', encryptionDisabled: false } },
  none: { exportConfigType: 'NO_EXPORT' },
};

const listedGroups = { reportGroups: Object.keys(groups).map(arnOf) } satisfies Body<ListReportGroupsCommandOutput>;

const describedGroup = (arn: string) =>
  ({
    reportGroups: [{ arn, exportConfig: groups[arn.split('/').at(-1) ?? ''], tags: [] }],
  }) satisfies Body<BatchGetReportGroupsCommandOutput>;

export const world: World = {
  services: ['codebuild'],
  regions: [REGION, 'us-east-1'],
  answers: {
    ...playKeys({ good: 'Enabled', 'aws/s3': 'Enabled' }),
    'codebuild:ListProjects': onlyHere(listed),
    'codebuild:BatchGetProjects': ({ names }) =>
      String(names) === 'denied' ? refuses('AccessDeniedException') : described(String(names)),
    'codebuild:ListSourceCredentials': refuses('AccessDeniedException'),
    'codebuild:ListReportGroups': onlyHere(listedGroups),
    'codebuild:BatchGetReportGroups': ({ reportGroupArns }) => describedGroup(String(reportGroupArns)),
  },
};
