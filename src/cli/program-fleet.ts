import { type Command, Option } from 'commander';
import { InputError } from '../model/input-error.ts';
import { type Action, planOptions, type Run } from './program-options.ts';

const storeOptions = (command: Command): Command =>
  command
    .requiredOption('--store <place>', 'where the run is kept: a folder, or s3://BUCKET/PREFIX')
    .option('--store-key <key>', 'KMS key that seals what is written to a bucket (default: as the bucket says)');

const runOptions = (command: Command): Command =>
  storeOptions(command)
    .option('--date <day>', 'day of the run, as YYYY-MM-DD (default: the last one that was planned)')
    .option('--profile <name>', 'profile of the AWS configuration files');

const endOptions = (command: Command): Command =>
  command
    .option('--fail-on <severity>', 'SEVERITY or none: what makes the exit code 1', 'high')
    .option('--allow-incomplete', 'exit code 0 in spite of gaps');

const queueOption = ['--queue <url>', 'redis:// or rediss:// address of a queue (default: SEALSCAN_QUEUE)'] as const;

function atOnce(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InputError(`--concurrency takes a whole number above 0, not '${value}'`);
  return Number(value);
}

/** Runs over many accounts in steps, by any number of processes. */
export function fleetCommands(root: Command, run: Run): void {
  const fleet = root.command('fleet').description('many accounts, in steps that any number of processes may take');
  storeOptions(planOptions(fleet.command('plan').description('write down which accounts, regions and rules a run has')))
    .option(...queueOption)
    .action(run(async () => (await import('./fleet.ts')).fleetPlanCommand as Action));
  endOptions(runOptions(fleet.command('work').description('read and judge what is not done yet')))
    .option(...queueOption)
    .option('--concurrency <n>', 'shards that are read at a time from a queue', atOnce, 4)
    .option('--forever', 'after a run from a queue, wait for the next one')
    .action(run(async () => (await import('./fleet.ts')).fleetWorkCommand as Action));
  endOptions(
    runOptions(fleet.command('reduce').description('judge what was read, and roll it up')).option(
      '--account <id>',
      'only this account',
    ),
  ).action(run(async () => (await import('./fleet.ts')).fleetReduceCommand as Action));
  runOptions(fleet.command('status').description('compare the plan with what is there'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(run(async () => (await import('./fleet.ts')).fleetStatusCommand as Action));
}
