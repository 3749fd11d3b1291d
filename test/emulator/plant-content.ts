import { AutoScalingClient, CreateLaunchConfigurationCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateConnectionCommand, CreateJobCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { EU } from './seed/context.ts';

/** A secret for each place that a scan looks into and the emulator knows, by the rule that finds it there. */
export const CONTENT = {
  'ecs-task-env-no-secrets': 'canary-in-a-task-1d0e7',
  'codebuild-env-no-plaintext-credentials': 'canary-in-a-build-2c3f8',
  'launch-configuration-no-secrets': 'canary-in-a-launch-3b5a9',
  'glue-job-arguments-no-secrets': 'canary-in-an-argument-4a6b1',
  'glue-connection-properties-no-secrets': 'canary-in-a-connection-5f7c2',
  'ssm-document-no-secrets': 'canary-in-a-document-6e8d3',
  'stepfunctions-definition-no-secrets': 'canary-in-a-definition-7d9e4',
  'cloudformation-outputs-no-secrets': 'canary-in-an-output-9b2a6',
  'cloudformation-parameters-noecho': 'canary-in-a-stack-parameter-1a3b7',
} as const;

export const SERVICES = [
  'ssm',
  'autoscaling',
  'cloudformation',
  'codebuild',
  'ecs',
  'glue',
  'sagemaker',
  'stepfunctions',
];

const ROLE = 'arn:aws:iam::123456789012:role/planted';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Puts each where a careless hand would. */
export async function plantContent(endpoint: string): Promise<void> {
  const of = { endpoint, region: EU, credentials: { accessKeyId: 'planter', secretAccessKey: 'planter' } };
  await new ECSClient(of).send(
    new RegisterTaskDefinitionCommand({
      family: 'planted-family',
      containerDefinitions: [
        {
          name: 'app',
          image: 'app:1',
          memory: 128,
          environment: [{ name: 'DB_PASSWORD', value: CONTENT['ecs-task-env-no-secrets'] }],
        },
      ],
    }),
  );
  await new CodeBuildClient(of).send(
    new CreateProjectCommand({
      name: 'planted-project',
      serviceRole: ROLE,
      source: { type: 'S3', location: 'bucket/source.zip' },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        environmentVariables: [{ name: 'TOKEN', value: CONTENT['codebuild-env-no-plaintext-credentials'] }],
      },
    }),
  );
  await new AutoScalingClient(of).send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName: 'planted-launch',
      ImageId: 'ami-0acme0base0image0',
      InstanceType: 't3.micro',
      UserData: base64(`#!/bin/sh\nPASSWORD=${CONTENT['launch-configuration-no-secrets']}\n`),
    }),
  );
  const glue = new GlueClient(of);
  await glue.send(
    new CreateJobCommand({
      Name: 'planted-job',
      Role: ROLE,
      Command: { Name: 'glueetl', ScriptLocation: 's3://bucket/script.py' },
      DefaultArguments: { '--db-password': CONTENT['glue-job-arguments-no-secrets'] },
    }),
  );
  await glue.send(
    new CreateConnectionCommand({
      ConnectionInput: {
        Name: 'planted-connection',
        ConnectionType: 'JDBC',
        ConnectionProperties: { PASSWORD: CONTENT['glue-connection-properties-no-secrets'] },
      },
    }),
  );
  await new SSMClient(of).send(
    new CreateDocumentCommand({
      Name: 'planted-document',
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
      Content: JSON.stringify({
        schemaVersion: '2.2',
        description: 'planted',
        parameters: { Password: { type: 'String', default: CONTENT['ssm-document-no-secrets'] } },
      }),
    }),
  );
  await new SFNClient(of).send(
    new CreateStateMachineCommand({
      name: 'planted-machine',
      roleArn: ROLE,
      definition: JSON.stringify({
        StartAt: 'Call',
        States: {
          Call: { Type: 'Pass', Parameters: { Password: CONTENT['stepfunctions-definition-no-secrets'] }, End: true },
        },
      }),
    }),
  );
  await new CloudFormationClient(of).send(
    new CreateStackCommand({
      StackName: 'planted-stack',
      TemplateBody: JSON.stringify({
        Parameters: { DbPassword: { Type: 'String' } },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
        Outputs: { ApiToken: { Value: CONTENT['cloudformation-outputs-no-secrets'] } },
      }),
      Parameters: [{ ParameterKey: 'DbPassword', ParameterValue: CONTENT['cloudformation-parameters-noecho'] }],
    }),
  );
}
