import { Command, Help, Option } from 'commander';
import { TOOL } from '../version.ts';
import { examplesOf } from './examples.ts';
import { fleetCommands } from './program-fleet.ts';
import { type Action, listed, type Run, repeated, scanOptions, scopeOptions } from './program-options.ts';

/** An empty list is no default worth printing. */
const describeOption = (option: Option): string =>
  Array.isArray(option.defaultValue) ? option.description : new Help().optionDescription(option);

/** Commands are loaded when they run, so that --help and --version answer at once. */
export function program(run: Run): Command {
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

  scanOptions(root.command('scan').description('judge an account, live or from a snapshot, or many accounts'))
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
        .choices(['scan', 'security-hub', 'fleet', 'lambda'])
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
  fleetCommands(root, run);
  addExamples(root, '');
  return root;
}

function addExamples(command: Command, before: string): void {
  const path = `${before}${command.name()}`;
  command.addHelpText('after', examplesOf(path));
  for (const child of command.commands) addExamples(child, `${path} `);
}
