import type * as LAMBDA from '@aws-sdk/client-lambda';
import { sdk } from '../collect/descriptor.ts';
import { marksOf } from '../collect/kinds.ts';
import { reasonOf } from '../model/classify.ts';
import { loggingIn } from '../model/dependence.ts';
import { KMS_CIPHERTEXT } from '../model/mark.ts';
import { Unobserved } from '../model/reason.ts';
import { secretIn, unqualified } from './secretsmanager.ts';

const lambda = sdk<typeof LAMBDA>('lambda', 'LambdaClient');

/**
 * What a function may be deployed from. Asked about here, since no listing of functions names its configuration and Lambda
 * answers fifteen requests a second: a request for each function would take minutes, one for each configuration does not.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListCodeSigningConfigs.html
 */
export const codeSigningConfig = lambda
  .list(
    'aws.lambda.code-signing-config',
    'ListCodeSigningConfigs',
    {
      items: 'CodeSigningConfigs',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 10_000] },
      members: {
        CodeSigningConfigId: true,
        CodeSigningConfigArn: true,
        CodeSigningPolicies: { UntrustedArtifactOnDeployment: true },
      },
    },
    {
      service: 'lambda',
      arn: 'arn:{partition}:lambda:{region}:{account}:code-signing-config:{id}',
      id: ({ item }) => item.CodeSigningConfigArn ?? item.CodeSigningConfigId,
    },
  )
  .fields((t) => ({
    // else what is not signed is deployed, and logged
    enforced: t.bool(
      ({ item: { CodeSigningPolicies: policies } }) => policies && policies.UntrustedArtifactOnDeployment === 'Enforce',
    ),
  }));

/**
 * A function that such a configuration is set for. The pair has no ARN; this one is ours, under the configuration's.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionsByCodeSigningConfig.html
 */
export const signedFunction = lambda
  .listEach(
    'aws.lambda.signed-function',
    'ListFunctionsByCodeSigningConfig',
    {
      of: codeSigningConfig,
      input: ({ CodeSigningConfigArn }) => ({ CodeSigningConfigArn }),
      items: 'FunctionArns',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 10_000] },
      members: {},
    },
    {
      service: 'lambda',
      arn: 'arn:{partition}:lambda:{region}:{account}:code-signing-config:{id}',
      id: ({ item, parent }) => `${parent.CodeSigningConfigId}/${nameIn(item)}`,
    },
  )
  .fields((t) => ({
    function: t.link('aws.lambda.function', [], ({ item }) => unqualified(item)),
    config: t.link('aws.lambda.code-signing-config', ['enforced'], ({ parent }) => parent.CodeSigningConfigArn),
  }));

/** Whether an ARN is a function's, or that of a version or alias of it. Without taking it apart: it is asked of every pair. */
const isOf = (arn: string, ofFunction: string): boolean =>
  arn.startsWith(ofFunction) && (arn.length === ofFunction.length || arn[ofFunction.length] === ':');

const nameIn = (arn: string): string => arn.split(':')[6] ?? '';

/**
 * Functions, with the names of their environment variables and no value: values are looked at in memory. Lambda answers
 * `Environment.Error` instead of variables to whoever may not decrypt them: there are some then, of unknown names. Without
 * a key of the customer's it seals them under aws/lambda.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export const lambdaFunction = lambda
  .list(
    'aws.lambda.function',
    'ListFunctions',
    {
      items: 'Functions',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 50] },
      members: {
        FunctionName: true,
        FunctionArn: true,
        PackageType: true,
        KMSKeyArn: true,
        Environment: { Variables: 'keys', Error: { ErrorCode: true } },
      },
      judged: { Environment: { Variables: true } },
    },
    {
      service: 'lambda',
      arn: 'arn:{partition}:lambda:{region}:{account}:function:{id}',
      id: ({ item }) => item.FunctionArn ?? item.FunctionName,
    },
  )
  .joinAll('signed', signedFunction, ({ item: { FunctionArn = '' } }, other) => isOf(other, FunctionArn))
  .depends({
    kmsKey: {
      stops: 'next-start',
      disabled:
        'A new execution environment cannot decrypt the variables, so invocations fail as soon as one is needed.',
      deleted: 'Variables of the function are lost and must be given anew, under another key.',
      page: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html',
    },
  })
  .fields((t) => ({
    packageType: t.enum(['Zip', 'Image'], ({ item }) => item.PackageType),
    hasEnvironment: t.bool(
      ({ item }) =>
        item.Environment?.Error !== undefined ||
        (item.Environment?.Variables !== undefined && item.Environment.Variables.length > 0),
    ),
    environmentNames: t.strings(({ item }) => decrypted(item).Environment?.Variables ?? []),
    secrets: t.secrets(({ item }) => decrypted(item)),
    /** Variables whose value is a ciphertext of KMS, which the function decrypts itself. */
    sealedNames: t.strings(({ item }) =>
      marksOf(decrypted(item))?.flatMap(({ at, kind }) =>
        kind === KMS_CIPHERTEXT ? (at.split('.').at(-1) ?? []) : [],
      ),
    ),
    ...t.sealed(({ item }) => item.KMSKeyArn || 'alias/aws/lambda'),
    codeSigned: t.bool(({ signed }) => signed && signed.length > 0),
  }));

type Item = NonNullable<typeof lambdaFunction.answers>['item'];

/** Lambda decrypts variables with the caller's permission on the key. */
function decrypted(item: Item): Item {
  const error = item.Environment?.Error;
  if (error === undefined) return item;
  const answer = { operation: 'lambda:ListFunctions', code: error.ErrorCode ?? 'AccessDeniedException', message: '' };
  throw new Unobserved(reasonOf(answer, 'kms:Decrypt'));
}

/**
 * Where Lambda polls a stream or queue. Filters that a key seals are not in the answer, so a key says that there are some;
 * "by default, Lambda does not encrypt your filter criteria object".
 * https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
 */
export const eventSourceMapping = lambda
  .list(
    'aws.lambda.event-source-mapping',
    'ListEventSourceMappings',
    {
      items: 'EventSourceMappings',
      paging: { token: ['Marker', 'NextMarker'], size: ['MaxItems', 100] },
      members: {
        UUID: true,
        EventSourceMappingArn: true,
        KMSKeyArn: true,
        FilterCriteria: { Filters: {} },
        SourceAccessConfigurations: { URI: true },
      },
    },
    {
      service: 'lambda',
      arn: 'arn:{partition}:lambda:{region}:{account}:event-source-mapping:{id}',
      id: ({ item }) => item.EventSourceMappingArn ?? item.UUID,
    },
  )
  .depends({
    kmsKey: {
      stops: 'soon',
      disabled: 'Lambda cannot decrypt the filters, so it does not process events of the source.',
      deleted: 'The filters are lost and must be given anew, under another key.',
      page: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
    },
    namedSecrets: loggingIn('soon', 'https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html'),
  })
  .fields((t) => ({
    hasFilters: t.bool(({ item }) => item.KMSKeyArn !== undefined || (item.FilterCriteria?.Filters ?? []).length > 0),
    ...t.sealed(({ item }) => item.KMSKeyArn ?? 'none'),
    // credentials of the broker or cluster, beside the subnets and security groups to reach it by
    namedSecrets: t.links('aws.secretsmanager.secret', [], ({ item }) =>
      (item.SourceAccessConfigurations ?? []).flatMap(({ URI }) => secretIn(URI) ?? []),
    ),
  }));
