/** What people come for, by command; shown under its options. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'sealscan scan': [
    ['the account of the current credentials, all regions', 'sealscan scan'],
    ['two regions and three services', 'sealscan scan --region eu-west-1,eu-central-1 --service kms,s3,rds'],
    ['a recorded account, without AWS', 'sealscan scan --from snapshot.ndjson'],
    ['SARIF for a pipe', 'sealscan scan --from snapshot.ndjson --format sarif --output - | jq .runs[0].results'],
    ['fail only on what is new', 'sealscan scan --baseline last/report.json --fail-on new:high'],
    ['every account of the organization', 'sealscan scan --organization --assume-role SecurityAudit'],
    ['one framework', 'sealscan scan --from snapshot.ndjson --framework cis-aws-3.0'],
  ],
  'sealscan fleet plan': [
    [
      'the organization, kept in a bucket',
      'sealscan fleet plan --organization --assume-role SecurityAudit --store s3://posture/sealscan',
    ],
  ],
  'sealscan fleet work': [['all of it, from this machine', 'sealscan fleet work --store s3://posture/sealscan']],
  'sealscan collect': [['record now, judge later', 'sealscan collect -o monday.ndjson.gz']],
  'sealscan rules show': [['why, and what to do', 'sealscan rules show kms-key-rotation-enabled']],
  'sealscan key show': [
    ['what stops, and who can open it', 'sealscan key show alias/orders --from snapshot.ndjson'],
    ['before scheduling its deletion', 'sealscan key show alias/orders --from snapshot.ndjson --what-if delete'],
    ['a picture', 'sealscan key show alias/orders --from snapshot.ndjson --format svg > orders.svg'],
  ],
  'sealscan key list': [
    ['keys that nobody used for longest', 'sealscan key list --from snapshot.ndjson --sort last-use'],
  ],
  'sealscan diff': [['what changed since Monday', 'sealscan diff monday.ndjson.gz friday.ndjson.gz']],
  'sealscan permissions': [
    ['a role for the scanner', 'sealscan permissions --format cloudformation > sealscan-role.yaml'],
  ],
  'sealscan policy check': [
    ['who a key policy lets in', 'sealscan policy check policy.json --kind kms --account 111122223333'],
  ],
  'sealscan suppressions add': [
    [
      'accept one finding of the last report',
      "sealscan suppressions add 3f9a1c --reason 'public site' --expires 2027-03-31",
    ],
  ],
  'sealscan completion': [
    ['bash, in ~/.bashrc', 'eval "$(sealscan completion bash)"'],
    ['zsh, in ~/.zshrc', 'eval "$(sealscan completion zsh)"'],
    ['fish', 'sealscan completion fish > ~/.config/fish/completions/sealscan.fish'],
  ],
};

export const examplesOf = (path: string): string =>
  (EXAMPLES[path] ?? [])
    .map(([about, line], index) => `${index === 0 ? '\nExamples:' : ''}\n  # ${about}\n  $ ${line}`)
    .join('');
