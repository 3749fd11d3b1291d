import { isGiven, type Json } from '../cfn.ts';
import { CODE } from '../parameters.ts';

export const PARAMETERS: Json = {
  ...CODE,
  RoleName: {
    Type: 'String',
    AllowedPattern: '([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}',
    Description: 'Role that every other account has and that this stack may assume, with its path if it has one.',
  },
  ExternalId: { Type: 'String', Default: '', Description: 'External id that those roles ask for. Empty = none.' },
  OrganizationalUnit: {
    Type: 'String',
    Default: '',
    AllowedPattern: '(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})?',
    Description: 'Only accounts of this unit and those below it. Empty = the whole organization.',
  },
  Services: { Type: 'String', Default: '', Description: 'Services, separated by commas. Empty = all.' },
  Regions: {
    Type: 'String',
    Default: '',
    Description: 'Regions, separated by commas. Empty = all that are enabled in this account.',
  },
  Formats: {
    Type: 'String',
    Default: '',
    Description: 'Formats of reports, separated by commas. Empty = html,sarif,json.',
  },
  Schedule: { Type: 'String', Default: 'cron(0 3 * * ? *)', Description: 'When a run begins, UTC.' },
  Concurrency: {
    Type: 'Number',
    Default: 100,
    MinValue: 1,
    MaxValue: 10000,
    Description: 'Shards that are read at once, and accounts that are judged at once.',
  },
  TopicArn: {
    Type: 'String',
    Default: '',
    Description: 'SNS topic that is told of runs that failed or are incomplete. Empty = the alarms tell nobody.',
  },
  KmsKeyArn: {
    Type: 'String',
    Default: '',
    Description:
      'Key that seals bucket, logs, settings and executions; its policy is in docs/fleet.md. Empty = keys of AWS.',
  },
  ReportDays: { Type: 'Number', Default: 400, MinValue: 8, Description: 'Days that snapshots and reports are kept.' },
};

export const CONDITIONS: Json = {
  HasKey: isGiven('KmsKeyArn'),
  HasTopic: isGiven('TopicArn'),
};
