import type { Finding, FindingResource } from '../../src/model/finding.ts';
import type { RuleInfo, Severity } from '../../src/model/rule.ts';
import { ACCOUNT, custody, finding, gap, resource, rule, type Story, story, suppressed } from './run.ts';

type Sketch = readonly [
  id: string,
  severity: Severity,
  service: string,
  type: string,
  title: string,
  message: string,
  path: string,
  counts: readonly [fail: number, unknown: number, pass: number],
];

const SKETCHES: readonly Sketch[] = [
  [
    'kms-key-policy-not-public',
    'critical',
    'kms',
    'aws.kms.key',
    'KMS key policies do not let everyone use the key',
    'The key policy allows kms:Decrypt to every AWS principal.',
    'resource.access.public',
    [2, 1, 19],
  ],
  [
    'rds-snapshot-not-public',
    'critical',
    'rds',
    'aws.rds.db-snapshot',
    'RDS snapshots are not public',
    'The snapshot is shared with all AWS accounts.',
    'resource.public',
    [1, 0, 11],
  ],
  [
    'ebs-volume-encrypted',
    'high',
    'ebs',
    'aws.ec2.volume',
    'EBS volumes are encrypted',
    'The volume is not encrypted.',
    'resource.encrypted',
    [9, 0, 34],
  ],
  [
    'kms-key-not-scheduled-for-deletion',
    'high',
    'kms',
    'aws.kms.key',
    'No KMS key in use is scheduled for deletion',
    'The key is pending deletion and 3 resources still refer to it.',
    'resource.state',
    [1, 2, 18],
  ],
  [
    's3-bucket-secure-transport',
    'medium',
    's3',
    'aws.s3.bucket',
    'S3 buckets refuse requests without TLS',
    'No statement denies requests where aws:SecureTransport is false.',
    'resource.deniesInsecureTransport',
    [12, 7, 6],
  ],
  [
    'kms-key-rotation-enabled',
    'medium',
    'kms',
    'aws.kms.key',
    'Customer managed symmetric keys rotate',
    'Automatic rotation is off.',
    'resource.rotationEnabled',
    [5, 0, 14],
  ],
  [
    'ssm-parameter-secret-encrypted',
    'high',
    'ssm',
    'aws.ssm.parameter',
    'Parameters that hold secrets are SecureString',
    'The name says that this String parameter holds a password.',
    'resource.type',
    [3, 0, 22],
  ],
  [
    'secretsmanager-secret-rotated',
    'low',
    'secretsmanager',
    'aws.secretsmanager.secret',
    'Secrets are rotated',
    'The secret was last rotated 412 days ago; 90 is the limit.',
    'resource.lastRotated',
    [4, 0, 3],
  ],
  [
    'cloudtrail-trail-kms-encrypted',
    'medium',
    'cloudtrail',
    'aws.cloudtrail.trail',
    'Trails are encrypted with a KMS key',
    'The trail is encrypted with S3-managed keys.',
    'resource.key',
    [0, 2, 1],
  ],
  [
    'rds-instance-encrypted',
    'high',
    'rds',
    'aws.rds.db-instance',
    'RDS instances are encrypted at rest',
    'Storage is not encrypted.',
    'resource.encrypted',
    [0, 0, 8],
  ],
  [
    'ebs-encryption-by-default',
    'medium',
    'ebs',
    'aws.region',
    'EBS encryption by default is on',
    'Encryption by default is off.',
    'resource.ebsEncryptionByDefault',
    [0, 0, 3],
  ],
  [
    'rds-cluster-encrypted',
    'high',
    'rds',
    'aws.rds.db-cluster',
    'RDS clusters are encrypted at rest',
    'Storage is not encrypted.',
    'resource.encrypted',
    [0, 0, 0],
  ],
];

const RATIONALE =
  'Data that is not encrypted at rest can be read by whoever gets hold of the medium, a copy or a snapshot of it. Encryption with a key of your own adds a second gate: reading needs permission on the data and on the key.\n\nPeers disagree on whether an AWS managed key is enough; this rule follows the documentation of AWS, which calls both encrypted.';

const info = ([id, severity, service, type, title]: Sketch): RuleInfo =>
  rule(id, {
    severity,
    service,
    resource: type,
    title,
    category: service === 'kms' ? 'key-policy' : 'at-rest',
    rationale: RATIONALE,
    remediation: {
      cli: `aws ${service} describe-something --filters Name=encrypted,Values=false \\\n  --query 'Items[].Id'\naws ${service} mend --id THE_ID --kms-key-id alias/data`,
      terraform: `resource "aws_${service}_thing" "data" {\n  encrypted  = true\n  kms_key_id = aws_kms_key.data.arn\n}`,
    },
    controls: { 'CIS AWS 3.0': ['2.2.1'], FSBP: ['EC2.3'], 'NIST 800-53 r5': ['SC-13', 'SC-28', 'SC-28(1)'] },
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/overview.html',
      'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    ],
  });

const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const LONG = 'payments-ledger-archive-with-a-name-that-goes-on-and-on-for-as-long-as-aws-allows-names-to-go-on';

function target(type: string, n: number): FindingResource {
  const region = REGIONS[n % 3] ?? '';
  const name = n % 5 === 3 ? `${LONG}-${n}` : `${type.split('.').at(-1)}-${(n * 2654435761).toString(16).slice(0, 8)}`;
  const kind = type.split('.').slice(1).join(':');
  return resource({
    id: `arn:aws:${kind.split(':')[0]}:${region}:${ACCOUNT}:${kind.split(':')[1] ?? 'x'}/${name}`,
    type,
    name,
    region,
  });
}

const reasons = [
  {
    class: 'denied',
    operation: 's3:GetBucketPolicy',
    code: 'AccessDenied',
    permission: 's3:GetBucketPolicy',
    fields: ['policy'],
  },
] as const;

const facts = (path: string, type: string) => ({
  [path]: false,
  'resource.manager': 'customer',
  'resource.usedBy': [`arn:aws:${type}`, 'arn:aws:rds:eu-west-1:111122223333:db:orders'],
});

function judge(sketch: Sketch): Finding[] {
  const [id, severity, , type, , message, path, [fails, unknowns, passes]] = sketch;
  const one = (n: number, changes: Partial<Finding>) =>
    finding(id, { severity, resource: target(type, n), evidence: facts(path, type), ...changes });
  return [
    ...Array.from({ length: fails }, (_, n) => one(n, { message, ...(n === 0 && { baseline: 'new' as const }) })),
    ...Array.from({ length: unknowns }, (_, n) =>
      one(n + 100, { verdict: 'unknown', message: 'The bucket policy could not be read.', reasons, evidence: {} }),
    ),
    ...Array.from({ length: passes }, (_, n) => one(n + 200, { verdict: 'pass', message: 'As it should be.' })),
  ];
}

const CUSTODY = [
  custody('aws.ec2.volume', 'none', 9),
  custody('aws.ec2.volume', 'aws-managed', 20),
  custody('aws.ec2.volume', 'customer-managed', 14),
  custody('aws.ec2.snapshot', 'none', 3),
  custody('aws.ec2.snapshot', 'customer-managed', 21),
  custody('aws.ec2.snapshot', 'aws-managed..customer-managed', 4),
  custody('aws.s3.bucket', 'aws-owned', 15),
  custody('aws.s3.bucket', 'aws-managed', 3),
  custody('aws.s3.bucket', 'customer-managed', 7),
  custody('aws.rds.db-instance', 'customer-managed', 8),
  custody('aws.secretsmanager.secret', 'aws-managed', 5),
  custody('aws.secretsmanager.secret', 'customer-managed', 2),
  custody('aws.ssm.parameter', 'none', 11),
  custody('aws.ssm.parameter', 'aws-managed', 14),
  custody('aws.cloudtrail.trail', 'aws-owned', 1),
];

/** An account that looks like a company's: for looking at pages, and for tests of what a reader sees. */
export function acme(): Story {
  const list = SKETCHES.flatMap(judge).map((item, n) =>
    n % 29 === 5 && item.verdict === 'fail' ? suppressed(item) : item,
  );
  const scope = (region: string, status: 'complete' | 'partial' | 'failed' | 'skipped', reason?: string) => ({
    partition: 'aws',
    account: ACCOUNT,
    region,
    status,
    ...(reason && { reason }),
  });
  return story(SKETCHES.map(info), list, {
    complete: false,
    scopes: [
      scope('aws-global', 'complete'),
      scope('eu-central-1', 'complete'),
      scope('eu-west-1', 'partial', 'some buckets did not let us read their policy'),
      scope('us-east-1', 'complete'),
      scope('ap-south-1', 'failed', 'denied by an organization policy'),
      scope('me-south-1', 'skipped', 'not opted in'),
    ],
    gaps: [
      ...Array.from({ length: 7 }, (_, n) =>
        gap({ region: REGIONS[n % 3] ?? '', resource: `arn:aws:s3:::bucket-${n}` }),
      ),
      gap({
        region: 'ap-south-1',
        service: 'ec2',
        class: 'scp',
        operation: 'ec2:DescribeVolumes',
        code: 'UnauthorizedOperation',
        permission: 'ec2:DescribeVolumes',
        message: 'with an explicit deny in a service control policy',
      }),
      gap({
        region: 'us-east-1',
        service: 'kms',
        class: 'throttled',
        operation: 'kms:GetKeyLastUsage',
        code: 'ThrottlingException',
        permission: 'kms:GetKeyLastUsage',
        message: 'Rate exceeded',
      }),
      gap({
        region: 'eu-west-1',
        service: 'rds',
        class: 'denied',
        operation: 'rds:DescribeDBSnapshotAttributes',
        code: 'AccessDenied',
        permission: 'rds:DescribeDBSnapshotAttributes',
        message: 'not authorized',
      }),
    ],
    custody: CUSTODY,
    baseline: {
      changes: [
        {
          id: finding('x').id,
          rule: 'ebs-volume-encrypted',
          resource: target('aws.ec2.volume', 77).id,
          change: 'fixed',
        },
        { id: finding('y').id, rule: 's3-bucket-secure-transport', resource: 'arn:aws:s3:::gone', change: 'gone' },
      ],
    },
  });
}
