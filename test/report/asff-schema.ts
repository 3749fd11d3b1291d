/**
 * What Security Hub asks of a finding, as far as it says so:
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html and the pages of its members.
 */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, pattern: '\\S' });
const TIME = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };
const fields = (most: number, key: number, value: number) => ({
  type: 'object',
  maxProperties: most,
  propertyNames: text(key),
  additionalProperties: text(value),
});
const object = (required: readonly string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

export const asffSchema = object(
  [
    ...['SchemaVersion', 'Id', 'ProductArn', 'GeneratorId', 'AwsAccountId', 'CreatedAt', 'UpdatedAt', 'Title'],
    ...['Description', 'Resources', 'FindingProviderFields'],
  ],
  {
    SchemaVersion: { const: '2018-10-08' },
    Id: text(512),
    ProductArn: {
      ...text(2_048),
      pattern:
        '^arn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b|aws-eusc):securityhub:[a-z0-9-]+:(\\d{12}):product/\\d{12}/default$',
    },
    ProductName: text(128),
    CompanyName: text(128),
    GeneratorId: text(512),
    AwsAccountId: { type: 'string', pattern: '^\\d{12}$' },
    CreatedAt: TIME,
    UpdatedAt: TIME,
    FirstObservedAt: TIME,
    LastObservedAt: TIME,
    Title: text(256),
    Description: text(1_024),
    FindingProviderFields: object(['Severity', 'Types'], {
      Severity: object(['Label'], {
        Label: { enum: ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] },
        Original: text(64),
      }),
      Types: {
        type: 'array',
        maxItems: 50,
        items: { type: 'string', pattern: '^Software and Configuration Checks(/[^/]+){0,2}$' },
      },
    }),
    Compliance: object(['Status'], {
      Status: { enum: ['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'] },
      RelatedRequirements: { type: 'array', maxItems: 32, items: text(64) },
      StatusReasons: {
        type: 'array',
        items: object(['ReasonCode'], { ReasonCode: text(64), Description: text(2_048) }),
      },
    }),
    Remediation: object(['Recommendation'], {
      Recommendation: object([], { Text: text(512), Url: { ...text(2_048), pattern: '^https://' } }),
    }),
    ProductFields: fields(50, 128, 2_048),
    Resources: {
      type: 'array',
      minItems: 1,
      maxItems: 32,
      items: object(['Type', 'Id'], {
        Type: text(256),
        Id: text(512),
        Partition: { enum: ['aws', 'aws-cn', 'aws-us-gov', 'aws-us-iso', 'aws-us-iso-b'] },
        Region: text(16),
        Tags: fields(50, 128, 256),
      }),
    },
    RecordState: { enum: ['ACTIVE', 'ARCHIVED'] },
    Workflow: object(['Status'], { Status: { enum: ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] } }),
  },
);
