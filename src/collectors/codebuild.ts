import type * as CODEBUILD from '@aws-sdk/client-codebuild';
import { sdk } from '../collect/descriptor.ts';
import { loggingIn, writing } from '../model/dependence.ts';
import { secretIdIn } from '../model/secret-reference.ts';
import { nameTags } from './tags.ts';

const codebuild = sdk<typeof CODEBUILD>('codebuild', 'CodeBuildClient');

const AUTH = { auth: { type: true, resource: true } } as const;
const ARTIFACT = { type: true, artifactIdentifier: true, encryptionDisabled: true } as const;

/**
 * Projects and what they write to S3. Of sources and environments only references to secrets are kept, and of build
 * specifications nothing: they may hold secrets themselves, and are looked at in memory.
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
      source: AUTH,
      secondarySources: AUTH,
      environment: {
        registryCredential: { credential: true },
        environmentVariables: { type: true, value: true },
      },
      tags: { key: true, value: true },
    },
    strip: (found) => ({ ...found, environment: found.environment && withReferences(found.environment) }),
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
    namedSecrets: loggingIn('next-job', 'https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html'),
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
    /** Of variables, of the registry of the image, and of sources; not those that a build specification names. */
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ detail: [found] }) => found && secretsOf(found)),
    tags: t.map(({ detail: [found] }) => found && nameTags(found.tags)),
  }));

interface Environment {
  readonly environmentVariables?:
    | readonly { readonly type?: string | undefined; readonly value?: string | undefined }[]
    | undefined;
}

/** What is no reference to a secret may be a secret itself; of a reference its name is enough. */
const withReferences = <E extends Environment>(environment: E): E => ({
  ...environment,
  environmentVariables: (environment.environmentVariables ?? [])
    .filter(({ type }) => type === 'SECRETS_MANAGER')
    .map((variable) => ({ ...variable, value: secretIdIn(variable.value ?? '') })),
});

type Project = NonNullable<typeof project.answers>['detail'][number];
type Artifacts = NonNullable<Project['artifacts']>;

const secretsOf = ({ environment, source, secondarySources }: Project): readonly string[] => {
  const sources = [...(source ? [source] : []), ...(secondarySources ?? [])];
  const named = [
    ...(environment?.environmentVariables ?? []).map(({ value }) => value),
    environment?.registryCredential?.credential,
    ...sources.map(({ auth }) => (auth?.type === 'SECRETS_MANAGER' ? auth.resource : undefined)),
  ];
  return [...new Set(named.flatMap((secret) => secret || []))];
};

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

/**
 * Credentials of an account's region for each provider of sources, which projects use that name none of their own.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_SourceCredentialsInfo.html
 */
export const sourceCredential = codebuild
  .list(
    'aws.codebuild.source-credential',
    'ListSourceCredentials',
    {
      items: 'sourceCredentialsInfos',
      members: { arn: true, serverType: true, authType: true, resource: true },
    },
    {
      service: 'codebuild',
      arn: 'arn:{partition}:codebuild:{region}:{account}:token/{id}',
      id: ({ item }) => item.arn,
    },
  )
  .depends({
    namedSecret: loggingIn(
      'next-job',
      'https://docs.aws.amazon.com/codebuild/latest/userguide/multiple-access-tokens.html',
    ),
  })
  .fields((t) => ({
    serverType: t.string(({ item }) => item.serverType),
    authType: t.string(({ item }) => item.authType),
    namedSecret: t.link('aws.secretsmanager.secret', [], ({ item }) =>
      item.authType === 'SECRETS_MANAGER' ? item.resource : '',
    ),
  }));
