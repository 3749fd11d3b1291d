import { isGiven, type Json, ref } from './cfn.ts';

/** Where the functions' code is. */
export const CODE: Json = {
  CodeBucket: { Type: 'String', Description: 'Bucket, in this Region, that holds the bundle.' },
  CodeKey: { Type: 'String', Default: 'sealscan-lambda.zip', Description: 'Its key.' },
};

export const PARAMETERS: Json = {
  ...CODE,
  HomeRegion: {
    Type: 'String',
    Default: '',
    Description: 'In other Regions than this one the stack only forwards events there. Empty = here.',
  },
  Services: { Type: 'String', Default: '', Description: 'Services, separated by commas. Empty = all.' },
  Regions: {
    Type: 'String',
    Default: '',
    Description: 'Regions of the whole scan, separated by commas. Empty = all that are enabled.',
  },
  Schedule: { Type: 'String', Default: 'cron(0 3 * * ? *)', Description: 'When a whole scan runs, UTC.' },
  SecurityHub: {
    Type: 'String',
    Default: 'no',
    AllowedValues: ['yes', 'no'],
    Description: 'Send findings to Security Hub.',
  },
  TopicArn: { Type: 'String', Default: '', Description: 'SNS topic that gets what changed. Empty = none.' },
  WebhookUrl: {
    Type: 'String',
    Default: '',
    NoEcho: true,
    AllowedPattern: '(https://[^,]+)?',
    Description: 'https URL that gets what changed. Empty = none.',
  },
  WebhookKeyArn: {
    Type: 'String',
    Default: '',
    Description: 'HMAC key of KMS that signs what the webhook gets. Empty = unsigned.',
  },
  KmsKeyArn: {
    Type: 'String',
    Default: '',
    Description:
      'Key that seals state, queues, logs and settings; its policy is in docs/lambda.md. Empty = keys of AWS.',
  },
  ReportDays: { Type: 'Number', Default: 400, MinValue: 8, Description: 'Days that snapshots and reports are kept.' },
};

export const CONDITIONS: Json = {
  IsHome: {
    'Fn::Or': [{ 'Fn::Equals': [ref('HomeRegion'), ''] }, { 'Fn::Equals': [ref('HomeRegion'), ref('AWS::Region')] }],
  },
  IsAway: { 'Fn::Not': [{ Condition: 'IsHome' }] },
  HasKey: isGiven('KmsKeyArn'),
  HasTopic: isGiven('TopicArn'),
  HasWebhook: isGiven('WebhookUrl'),
  HasWebhookKey: isGiven('WebhookKeyArn'),
  HasSecurityHub: { 'Fn::Equals': [ref('SecurityHub'), 'yes'] },
};
