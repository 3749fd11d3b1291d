/**
 * What OCSF 1.5.0 says of the class Compliance Finding and of the objects in it: every member that there is, which are
 * required, types, and enumerations with their captions. From https://github.com/ocsf/ocsf-schema at tag 1.5.0
 * (events/base_event, events/findings/finding and compliance_finding, profiles/cloud and objects/*).
 * Members of objects that sealscan never writes are `ANY`.
 */
const ANY = {};
const STRING = { type: 'string' };
const STRINGS = { type: 'array', items: STRING };
const INTEGER = { type: 'integer' };
/** Milliseconds since 1970. */
const TIMESTAMP = { type: 'integer', minimum: 0 };

type Schema = Readonly<Record<string, unknown>>;
const object = (required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const names = (text: string, schema: Schema): Record<string, Schema> =>
  Object.fromEntries(text.split(' ').map((name) => [name, schema]));

/** An id and its caption must say the same. */
const captioned = (member: string, captions: Readonly<Record<number, string>>): Schema => ({
  anyOf: Object.entries(captions).map(([id, caption]) => ({
    properties: { [`${member}_id`]: { const: Number(id) }, [member]: { const: caption } },
  })),
});
const SEVERITY = captioned('severity', {
  0: 'Unknown',
  1: 'Informational',
  2: 'Low',
  3: 'Medium',
  4: 'High',
  5: 'Critical',
  6: 'Fatal',
});
const CHECK_STATUS = captioned('status', { 0: 'Unknown', 1: 'Pass', 2: 'Warning', 3: 'Fail' });
const LIFE = captioned('status', {
  0: 'Unknown',
  1: 'New',
  2: 'In Progress',
  3: 'Suppressed',
  4: 'Resolved',
  5: 'Archived',
});

const keyValue = {
  ...object(['name'], { name: STRING, value: STRING, values: STRINGS }),
  anyOf: [{ required: ['value'] }, { required: ['values'] }],
};
const account = {
  ...object([], { ...names('name uid type', STRING), labels: STRINGS, tags: listOf(keyValue), type_id: INTEGER }),
  allOf: [captioned('type', { 3: 'AWS IAM User', 4: 'AWS IAM Role', 10: 'AWS Account' })],
};
const product = object([], {
  ...names('name uid cpe_name lang path url_string vendor_name version', STRING),
  feature: ANY,
  data_classifications: ANY,
});
const metadata = object(['product', 'version'], {
  ...names(
    'correlation_uid event_code log_level log_name log_provider log_version original_time tenant_uid uid',
    STRING,
  ),
  ...names('data_classifications extensions loggers tags transformation_info_list', ANY),
  ...names('logged_time modified_time processed_time', TIMESTAMP),
  debug: STRINGS,
  labels: STRINGS,
  product,
  profiles: STRINGS,
  sequence: INTEGER,
  version: { const: '1.5.0' },
});
const analytic = object(['type_id'], {
  ...names('name uid algorithm category desc type version', STRING),
  type_id: { enum: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99] },
});
const findingInfo = object(['uid'], {
  ...names('desc src_url title uid uid_alt', STRING),
  ...names('attacks kill_chain product related_analytics related_events tags traits', ANY),
  ...names('created_time first_seen_time last_seen_time modified_time', TIMESTAMP),
  ...names('data_sources types', STRINGS),
  analytic,
  related_events_count: INTEGER,
});
const check = {
  ...object([], {
    ...names('desc name uid version status severity', STRING),
    standards: STRINGS,
    status_id: INTEGER,
    severity_id: INTEGER,
  }),
  allOf: [CHECK_STATUS, SEVERITY],
};
const compliance = {
  ...object([], {
    ...names('category control desc status status_code', STRING),
    ...names('requirements standards status_details', STRINGS),
    assessments: ANY,
    checks: listOf(check),
    control_parameters: listOf(keyValue),
    status_id: INTEGER,
  }),
  allOf: [CHECK_STATUS],
};
const user = {
  ...object([], { ...names('name uid', STRING), account }),
  anyOf: [{ required: ['account'] }, { required: ['name'] }, { required: ['uid'] }],
};
const resourceDetails = object([], {
  ...names('name uid type uid_alt cloud_partition criticality hostname ip namespace region version zone', STRING),
  ...names('agent_list data data_classifications group is_backed_up resource_relationship', ANY),
  ...names('created_time modified_time', TIMESTAMP),
  labels: STRINGS,
  owner: user,
  tags: listOf(keyValue),
});

export const ocsfSchema: Schema = {
  ...object(
    [
      ...['activity_id', 'category_uid', 'class_uid', 'type_uid', 'severity_id', 'time', 'metadata'],
      ...['finding_info', 'compliance', 'cloud'],
    ],
    {
      ...names('activity_name category_name class_name comment confidence message raw_data severity', STRING),
      ...names('status status_code status_detail type_name', STRING),
      ...names('api device enrichments observables vendor_attributes', ANY),
      ...names('confidence_id confidence_score count duration raw_data_size timezone_offset', INTEGER),
      ...names('end_time start_time time', TIMESTAMP),
      activity_id: { enum: [0, 1, 2, 3, 99] },
      category_uid: { const: 2 },
      class_uid: { const: 2003 },
      type_uid: { enum: [200300, 200301, 200302, 200303, 200399] },
      severity_id: INTEGER,
      status_id: INTEGER,
      metadata,
      cloud: object(['provider'], {
        ...names('cloud_partition provider region zone', STRING),
        account,
        org: ANY,
      }),
      finding_info: findingInfo,
      compliance,
      remediation: object(['desc'], { desc: STRING, references: STRINGS, cis_controls: ANY, kb_article_list: ANY }),
      resources: listOf(resourceDetails),
      evidences: listOf(object(['data'], { data: ANY, name: STRING, uid: STRING })),
      unmapped: { type: 'object' },
    },
  ),
  allOf: [
    SEVERITY,
    LIFE,
    {
      anyOf: [
        { properties: { activity_id: { const: 1 }, activity_name: { const: 'Create' }, type_uid: { const: 200301 } } },
        { properties: { activity_id: { const: 2 }, activity_name: { const: 'Update' }, type_uid: { const: 200302 } } },
        { properties: { activity_id: { const: 3 }, activity_name: { const: 'Close' }, type_uid: { const: 200303 } } },
      ],
    },
  ],
};
