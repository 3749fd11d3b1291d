import { stringify } from 'yaml';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
}

interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** A managed policy's size, white space aside: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_SIZE = 6144;

/** Terraform that makes managed policies, each as small as IAM takes, and gives their ARNs. */
export function terraform({ Version, Statement }: Policy): string {
  const policies = inManaged(Statement).map((statement, index) => {
    const document = JSON.stringify({ Version, Statement: [statement] }, null, 2).replaceAll('\n', '\n  ');
    return [
      `resource "aws_iam_policy" "sealscan_${index + 1}" {`,
      `  name        = "sealscan-${index + 1}"`,
      `  description = "What sealscan reads"`,
      `  policy = <<-JSON\n  ${document}\n  JSON`,
      '}',
    ].join('\n');
  });
  const arns = policies.map((_, index) => `    aws_iam_policy.sealscan_${index + 1}.arn,`).join('\n');
  return `${policies.join('\n\n')}\n\noutput "sealscan_policy_arns" {\n  value = [\n${arns}\n  ]\n}\n`;
}

/** A CloudFormation template of the same policies. */
export function cloudformation({ Version, Statement }: Policy): string {
  const policies = inManaged(Statement).map((statement, index) => [
    `SealscanPolicy${index + 1}`,
    {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Description: 'What sealscan reads', PolicyDocument: { Version, Statement: [statement] } },
    },
  ]);
  const outputs = policies.map(([name]) => [`${name}Arn`, { Value: { Ref: name } }]);
  return stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'What sealscan reads. Deploy it with CAPABILITY_IAM and attach the policies to the role that scans.',
      Resources: Object.fromEntries(policies),
      Outputs: Object.fromEntries(outputs),
    },
    { lineWidth: 0 },
  );
}

/** Statements cut so that each fills at most one managed policy. */
const inManaged = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap((statement) => {
    const parts: string[][] = [[]];
    for (const action of statement.Action) {
      const last = parts.at(-1) as string[];
      if (sizeOf({ ...statement, Action: [...last, action] }) > MAX_SIZE) parts.push([action]);
      else last.push(action);
    }
    return parts.map((Action) => ({ ...statement, Action }));
  });

const sizeOf = (statement: Statement): number =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] }).length;
