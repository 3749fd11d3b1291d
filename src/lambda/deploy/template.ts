import type { Collector } from '../../model/collector.ts';
import type { Table } from '../table.ts';
import { att, home, type Json, policy, ref, sub, trusted, when } from './cfn.ts';
import { functions, readPolicies, role } from './functions.ts';
import { CONDITIONS, PARAMETERS } from './parameters.ts';
import { patternsOf } from './pattern.ts';
import { queues, state } from './state.ts';

/** In the home Region events go to the queue, elsewhere to the home Region's bus, whose rules are the same. */
function rules(table: Table): Json {
  const bus = sub('arn:#{AWS::Partition}:events:#{HomeRegion}:#{AWS::AccountId}:event-bus/default');
  const made = patternsOf(table).map((pattern, index) => [
    `Rule${index + 1}`,
    {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: sub(`#{AWS::StackName}-${index + 1}`),
        EventPattern: pattern,
        Targets: [
          when(
            'IsHome',
            { Id: 'queue', Arn: att('Events'), DeadLetterConfig: { Arn: att('DeadLetters') } },
            { Id: 'home', Arn: bus, RoleArn: att('ForwardRole') },
          ),
        ],
      },
    },
  ]);
  return {
    ForwardRole: {
      Type: 'AWS::IAM::Role',
      Condition: 'IsAway',
      Properties: {
        AssumeRolePolicyDocument: trusted('events.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'forward',
            PolicyDocument: policy([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus }]),
          },
        ],
      },
    },
    ...Object.fromEntries(made),
  };
}

const output = (Value: Json, Description: string): Json => ({ Condition: 'IsHome', Description, Value });

/** The template of docs/lambda.md. */
export function lambdaTemplate(table: Table, collectors: readonly Collector[]): Json {
  const reads = readPolicies(collectors, home);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'sealscan: findings seconds after a change, and a whole scan each night. Deploy it with CAPABILITY_IAM.',
    Parameters: PARAMETERS,
    Conditions: CONDITIONS,
    Resources: { ...state(), ...queues(), ...reads, Role: role(reads), ...functions(), ...rules(table) },
    Outputs: {
      StateBucket: output(ref('State'), 'Holds the state, the snapshots and the reports.'),
      DeadLetterQueue: output(ref('DeadLetters'), 'Holds what failed for good.'),
      CheckFunction: output(ref('Check'), 'Looks at what events may have changed.'),
      ScanFunction: output(ref('Scan'), 'Scans the whole account.'),
    },
  };
}
