import { Command, Help, Option } from 'commander';
import { InputError } from '../model/input-error.ts';
import { TOOL } from '../version.ts';
import { examplesOf } from './examples.ts';
import type { Terminal } from './terminal.ts';

const listed = (value: string, before: readonly string[]): string[] => [
  ...before,
  ...value.split(',').filter((item) => item !== ''),
];
const repeated = (value: string, before: readonly string[]): string[] => [...before, value];

function rate(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value) || !(Number(value) > 0))
    throw new InputError(`--max-rps takes a number of requests a second above 0, not '${value}'`);
  return Number(value);
}

const scopeOptions = (command: Command): Command =>
  command
    .option('--region <regions>', 'regions to read, or all (default: all that are enabled)', listed, [])
    .option('--profile <name>', 'profile of the AWS configuration files')
    .option('--service <services>', 'services to judge; what their links lead to is collected as well', listed, [])
    .option('--iam', 'also read IAM principals and policies, and what Organizations denies (for sealscan key)')
    .option('--secrets', 'also look into user data, scripts, definitions and outputs for secrets; none is kept')
    .option('--no-grants', 'leave out the grants of keys, of which AWS tells at most a hundred keys a second')
    .option('--deep', 'make the slow calls for every resource (last use, rotations and tags of keys)')
    .option('--max-rps <n>', 'requests a second at most (default: four fifths of each quota that AWS documents)', rate)
    .option('--resume', 'go on where an interrupted run stopped')
    .option('--mask', 'write stand-ins for account ids, names, ids and addresses, each the same everywhere');

/** Which accounts beside one's own, and how they are entered. */
const fleetOptions = (command: Command): Command =>
  command
    .option('--organization', 'every active account of the organization')
    .option('--ou <id>', 'the accounts of an organizational unit and of those below it')
    .option('--accounts <file>', 'accounts by id, a line each, with a name after it')
    .option('--assume-role <name>', 'role, of the same name in every account, that is assumed to enter it')
    .option('--external-id <id>', 'external id that the role asks for')
    .option('--session-tag <key=value>', 'tag of the sessions in other accounts', repeated, [])
    .option('--max-account-rps <n>', 'requests a second at most to each other account', rate);

/** An empty list is no default worth printing. */
const describeOption = (option: Option): string =>
  Array.isArray(option.defaultValue) ? option.description : new Help().optionDescription(option);

export type Action = (flags: never, terminal: Terminal, ...args: string[]) => Promise<number>;

/** Commands are loaded when they run, so that --help and --version answer at once. */
export function program(run: (action: () => Promise<Action>) => (...args: unknown[]) => Promise<void>): Command {
  const root = new Command('sealscan')
    .description(
      'AWS encryption posture: what is not sealed, who can open what is, and what breaks when a key goes away.',
    )
    .version(TOOL.version)
    .option('--debug', 'show stack traces')
    .addOption(new Option('--quiet', 'print nothing but what was asked for and what went wrong').conflicts('verbose'))
    .option('--verbose', 'also say what was read, listing by listing')
    .addOption(new Option('--log-format <format>', 'how notes are printed').choices(['text', 'json']).default('text'))
    .configureHelp({ showGlobalOptions: true, optionDescription: describeOption })
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings at or above --fail-on, 2 bad input, 3 nothing scanned, 4 incomplete.',
    );

  fleetOptions(
    scopeOptions(root.command('scan').description('judge an account, live or from a snapshot, or many accounts')),
  )
    .option('--from <snapshot>', 'judge a snapshot instead of the live account')
    .option('--rule <ids>', 'only these rules', listed, [])
    .option('--framework <name>', 'only rules of this framework')
    .option('--rules <folder>', 'rules of your own, beside the built-in ones', repeated, [])
    .option('--config <file>', 'configuration (default: sealscan.config.yaml, if it is there)')
    .option('--print-config', 'print the configuration that holds, every rule in it, and scan nothing')
    .option('--suppressions <file>', 'findings that are accepted, why and until when')
    .option('--baseline <report>', 'an earlier report.json to compare with')
    .option(
      '--format <formats>',
      'html, sarif, json, jsonl, csv, junit, md, ocsf, asff (default: html,sarif,json)',
      listed,
      [],
    )
    .option('--output <folder>', 'where reports go; - prints one document', 'sealscan-report')
    .option('--save <snapshot>', 'where the live snapshot goes (default: snapshot.ndjson among the reports)')
    .option('--fail-on <severity>', '[new:]SEVERITY or none: what makes the exit code 1', 'high')
    .option('--allow-incomplete', 'exit code 0 in spite of gaps')
    .addOption(
      new Option(
        '--send-to <service>',
        'also send the findings (permissions: sealscan permissions --for security-hub)',
      ).choices(['security-hub']),
    )
    .addOption(
      new Option('--sarif-profile <profile>', 'what SARIF holds').choices(['github', 'full']).default('github'),
    )
    .option('--sarif-category <name>', 'what the categories of SARIF runs begin with; the account follows', 'sealscan')
    .option('--template <path>', 'CloudFormation template, or a folder of them or cdk.out, for SARIF', repeated, [])
    .option('--terraform-state <file>', 'what terraform show -json prints, or a state file, for SARIF', repeated, [])
    .option('--terraform-dir <folder>', 'the configuration of that state, in the repository', repeated, [])
    .action(run(async () => (await import('./scan.ts')).scanCommand as Action));

  scopeOptions(root.command('collect').description('record an account into a snapshot file'))
    .requiredOption('-o, --output <snapshot>', 'file to write (.ndjson or .ndjson.gz)')
    .option('--allow-incomplete', 'exit code 0 in spite of gaps')
    .action(run(async () => (await import('./collect.ts')).collectCommand as Action));

  const textOrJson = (): Option =>
    new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text');
  const rules = root.command('rules').description('what is judged, and how');
  const own = ['--rules <folder>', 'rules of your own, beside the built-in ones'] as const;
  rules
    .command('list')
    .description('every rule')
    .option(...own, repeated, [])
    .addOption(textOrJson())
    .action(run(async () => (await import('./rules.ts')).listCommand as Action));
  rules
    .command('show <id>')
    .description('one rule: what it asserts, why, and what to do')
    .option(...own, repeated, [])
    .addOption(textOrJson())
    .action(run(async () => (await import('./rules.ts')).showCommand as Action));
  rules
    .command('test [folder]')
    .description('run the cases of the built-in rules, or of a folder')
    .action(run(async () => (await import('./rules.ts')).testCommand as Action));

  const key = root.command('key').description('KMS keys: what each seals, and who can open it');
  const keyOptions = (command: Command): Command =>
    command
      .requiredOption('--from <snapshot>', 'the snapshot to look into')
      .option('--account <id>', 'account of the key')
      .option('--region <region>', 'region of the key')
      .option('--config <file>', 'configuration (default: sealscan.config.yaml, if it is there)');
  keyOptions(
    key
      .command('show <key>')
      .description('one key, by id, ARN or alias: what stops and what is lost when it goes away, and who can open it'),
  )
    .addOption(
      new Option('--format <format>', 'how to print; svg is a picture')
        .choices(['text', 'json', 'svg'])
        .default('text'),
    )
    .option('--what-if <change>', 'disable, delete or remove-principal=ARN: also say what would differ')
    .action(run(async () => (await import('./key.ts')).keyShowCommand as Action));
  keyOptions(key.command('list').description('every key, those first on which most hangs'))
    .addOption(textOrJson())
    .addOption(
      new Option('--sort <order>', 'what comes first')
        .choices(['blast-radius', 'exposure', 'cost', 'last-use'])
        .default('blast-radius'),
    )
    .action(run(async () => (await import('./key.ts')).keyListCommand as Action));

  key
    .command('custody')
    .description('how many resources are under whose keys')
    .requiredOption('--from <snapshot>', 'the snapshot to look into')
    .option(
      '--by <dimensions>',
      'account, region, service, type, tag:NAME (default: account,region,service)',
      listed,
      [],
    )
    .option('--config <file>', 'configuration (default: sealscan.config.yaml, if it is there)')
    .addOption(
      new Option(
        '--format <format>',
        'how to print; config is a list of what must not get worse, for sealscan.config.yaml',
      )
        .choices(['text', 'json', 'config'])
        .default('text'),
    )
    .action(run(async () => (await import('./key-custody.ts')).keyCustodyCommand as Action));

  root
    .command('diff <old> <new>')
    .description(
      'two snapshots, judged by the same rules: what became unreadable, what changed hands, which custody fell',
    )
    .option('--config <file>', 'configuration (default: sealscan.config.yaml, if it is there)')
    .option('--rules <folder>', 'rules of your own, beside the built-in ones', repeated, [])
    .addOption(textOrJson())
    .action(run(async () => (await import('./diff.ts')).diffCommand as Action));

  root
    .command('permissions')
    .description('the least-privilege IAM policy of a scan')
    .option('--service <services>', 'only what these services need', listed, [])
    .option('--iam', 'also what --iam of a scan needs')
    .option('--secrets', 'also what --secrets of a scan needs, in a statement of its own')
    .addOption(
      new Option('--for <use>', 'what the permissions are for')
        .choices(['scan', 'security-hub', 'lambda'])
        .default('scan'),
    )
    .addOption(
      new Option('--format <format>', 'how to print; code makes managed policies of a size that IAM takes')
        .choices(['text', 'json', 'terraform', 'cloudformation'])
        .default('json'),
    )
    .action(run(async () => (await import('./permissions.ts')).permissionsCommand as Action));
  root
    .command('policy')
    .description('who a resource policy lets in')
    .command('check [file]')
    .description('decide one policy (- reads standard input), or a batch, and prove each answer')
    .option('--kind <kind>', 'kms, s3, sqs, sns or secretsmanager')
    .option('--account <id>', 'the account that owns the resource')
    .option('--org <id>', 'its organization')
    .option('--trusted <ids>', 'accounts that may have access', (value: string, before?: readonly string[]) =>
      listed(value, before ?? []),
    )
    .option('--resource <arn>', 'the resource (default: whatever a statement names)')
    .option('--batch <file>', 'an array of {id, kind, account, orgId?, trustedAccounts?, resource?, policy}')
    .option('--at <time>', 'judge as of this time (default: now)')
    .addOption(
      new Option('--format <format>', 'how to print (default: text; json for a batch)').choices(['text', 'json']),
    )
    .action(run(async () => (await import('./policy.ts')).policyCheckCommand as Action));
  root
    .command('doctor')
    .description('who am I, and what would be read')
    .option('--profile <name>', 'profile of the AWS configuration files')
    .addOption(textOrJson())
    .action(run(async () => (await import('./doctor.ts')).doctorCommand as Action));
  root
    .command('verify <folder>')
    .description('say whether reports and snapshot are as the scan wrote them, by the digests of manifest.json')
    .option('--from <snapshot>', 'also that they were made from this snapshot')
    .action(run(async () => (await import('./verify.ts')).verifyCommand as Action));
  const suppressions = root.command('suppressions').description('findings that are accepted');
  suppressions
    .command('check [file]')
    .description('say which are in force, expire soon, have expired, match nothing or overlap')
    .option('--report <report>', 'a report.json whose findings they are tried on')
    .addOption(textOrJson())
    .action(run(async () => (await import('./suppressions.ts')).suppressionsCheckCommand as Action));
  suppressions
    .command('add <finding>')
    .description('accept one finding, by its id or the beginning of it')
    .requiredOption('--reason <text>', 'why it is accepted')
    .requiredOption('--expires <day>', 'the last day on which it holds, within a year')
    .option('--owner <name>', 'who answers for it')
    .option('--ticket <id>', 'where it was decided')
    .option('--id <id>', 'name of the entry (default: rule and beginning of the finding)')
    .option('--file <file>', 'where it is written', 'sealscan.suppressions.yaml')
    .option('--report <report>', 'the report.json that has the finding', 'sealscan-report/report.json')
    .action(run(async () => (await import('./suppressions.ts')).suppressionsAddCommand as Action));
  root
    .command('completion <shell>')
    .description('the script that completes command lines in bash, zsh or fish')
    .action(run(async () => (await import('./completion.ts')).completionOf(root) as Action));
  addExamples(root, '');
  return root;
}

function addExamples(command: Command, before: string): void {
  const path = `${before}${command.name()}`;
  command.addHelpText('after', examplesOf(path));
  for (const child of command.commands) addExamples(child, `${path} `);
}
