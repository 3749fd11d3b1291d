import type * as CODEBUILD from '@aws-sdk/client-codebuild';
import { sdk } from '../collect/descriptor.ts';
import { writing } from '../model/dependence.ts';
import { nameTags } from './tags.ts';

const codebuild = sdk<typeof CODEBUILD>('codebuild', 'CodeBuildClient');

const ARTIFACT = { type: true, artifactIdentifier: true, encryptionDisabled: true } as const;

/**
 * Projects and what they write to S3. Sources, environments and build specifications are not kept: they may
 * hold secrets, and are looked at in memory.
 * Without a key of the customer's CodeBuild uses S3's own.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Project.html
 */
export const project = codebuild
  .list(
    'aws.codebuild.project',
    'ListProjects',
    {
      items: 'projects',
      paging: { token: ['nextToken', 'nextToken'] },
      members: {},
      one: (id) => ({ item: id.slice(id.lastIndexOf('/') + 1) }),
    },
    {
      service: 'codebuild',
      arn: 'arn:{partition}:codebuild:{region}:{account}:project/{id}',
      id: ({ item }) => item,
    },
  )
  .pages('detail', 'BatchGetProjects', ({ item }) => ({ names: [item] }), {
    items: 'projects',
    members: {
      encryptionKey: true,
      artifacts: ARTIFACT,
      secondaryArtifacts: ARTIFACT,
      logsConfig: { s3Logs: { status: true, encryptionDisabled: true } },
      tags: { key: true, value: true },
    },
    judged: {
      environment: { environmentVariables: true },
      source: { location: true, buildspec: true },
      secondarySources: { location: true, buildspec: true },
    },
  })
  .depends({
    kmsKey: writing(
      'build artifacts',
      'https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html',
    ),
  })
  .fields((t) => ({
    /** In variables and build specifications. */
    secrets: t.secrets(({ detail: [found] }) => found, { at: /^environment|buildspec/ }),
    /** In the addresses of sources. */
    sourceSecrets: t.secrets(({ detail: [found] }) => found, { at: /location$/ }),
    ...t.sealed(({ detail: [found] }) => found && (found.encryptionKey || 'alias/aws/s3')),
    /** Artifacts that CodeBuild stores itself; those of pipelines are CodePipeline's. */
    artifacts: t.strings(({ detail: [found] }) => found && artifactsOf(found).map(nameOf)),
    plainArtifacts: t.strings(
      ({ detail: [found] }) =>
        found &&
        artifactsOf(found)
          .filter(({ encryptionDisabled }) => encryptionDisabled === true)
          .map(nameOf),
    ),
    s3Logs: t.bool(({ detail: [found] }) => found && found.logsConfig?.s3Logs?.status === 'ENABLED'),
    s3LogsEncrypted: t.bool(({ detail: [found] }) => found && found.logsConfig?.s3Logs?.encryptionDisabled !== true),
    tags: t.map(({ detail: [found] }) => found && nameTags(found.tags)),
  }));

type Project = NonNullable<typeof project.answers>['detail'][number];
type Artifacts = NonNullable<Project['artifacts']>;

const artifactsOf = ({ artifacts, secondaryArtifacts }: Project): readonly Artifacts[] =>
  [...(artifacts ? [artifacts] : []), ...(secondaryArtifacts ?? [])].filter(({ type }) => type === 'S3');

const nameOf = ({ artifactIdentifier }: Artifacts): string => artifactIdentifier || 'primary';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_S3ReportExportConfig.html */
export const reportGroup = codebuild
  .list(
    'aws.codebuild.report-group',
    'ListReportGroups',
    {
      items: 'reportGroups',
      paging: { token: ['nextToken', 'nextToken'], size: ['maxResults', 100] },
      members: {},
      one: (id) => ({ item: id }),
    },
    {
      service: 'codebuild',
      arn: 'arn:{partition}:codebuild:{region}:{account}:report-group/{id}',
      id: ({ item }) => item,
    },
  )
  .pages('detail', 'BatchGetReportGroups', ({ item }) => ({ reportGroupArns: [item] }), {
    items: 'reportGroups',
    members: {
      exportConfig: { exportConfigType: true, s3Destination: { encryptionKey: true, encryptionDisabled: true } },
      tags: { key: true, value: true },
    },
  })
  .depends({
    kmsKey: writing(
      'raw test results',
      'https://docs.aws.amazon.com/codebuild/latest/userguide/test-report-group-create-cli.html',
    ),
  })
  .fields((t) => ({
    exports: t.bool(({ detail: [found] }) => found && found.exportConfig?.exportConfigType === 'S3'),
    ...t.sealed(({ detail: [found] }) => {
      const destination = found?.exportConfig?.s3Destination;
      if (destination === undefined) return undefined;
      return destination.encryptionDisabled ? 'none' : destination.encryptionKey || 'alias/aws/s3';
    }),
    tags: t.map(({ detail: [found] }) => found && nameTags(found.tags)),
  }));
