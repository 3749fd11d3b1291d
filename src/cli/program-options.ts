import { type Command, Option } from 'commander';
import { InputError } from '../model/input-error.ts';
import type { Terminal } from './terminal.ts';

export type Action = (flags: never, terminal: Terminal, ...args: string[]) => Promise<number>;
/** Runs an action with the flags of its command. */
export type Run = (action: () => Promise<Action>) => (...args: unknown[]) => Promise<void>;

export const listed = (value: string, before: readonly string[]): string[] => [
  ...before,
  ...value.split(',').filter((item) => item !== ''),
];
export const repeated = (value: string, before: readonly string[]): string[] => [...before, value];

const rateOf =
  (flag: string) =>
  (value: string): number => {
    if (!/^\d+(\.\d+)?$/.test(value) || !(Number(value) > 0))
      throw new InputError(`${flag} takes a number of requests a second above 0, not '${value}'`);
    return Number(value);
  };

/** What is read. */
const readOptions = (command: Command): Command =>
  command
    .option('--region <regions>', 'regions to read, or all (default: all that are enabled)', listed, [])
    .option('--profile <name>', 'profile of the AWS configuration files')
    .option('--service <services>', 'services to judge; what their links lead to is collected as well', listed, [])
    .option('--iam', 'also read IAM principals and policies, and what Organizations denies (for sealscan key)')
    .option('--secrets', 'also look into user data, scripts, definitions and outputs for secrets; none is kept')
    .option('--no-grants', 'leave out the grants of keys, of which AWS tells at most a hundred keys a second')
    .option(
      '--deep',
      'make the slow calls for every resource (last use, rotations and tags of keys, requests to buckets)',
    )
    .option(
      '--max-rps <n>',
      'requests a second at most (default: four fifths of each quota that AWS documents)',
      rateOf('--max-rps'),
    );

export const scopeOptions = (command: Command): Command =>
  readOptions(command)
    .option('--resume', 'go on where an interrupted run stopped')
    .option('--mask', 'write stand-ins for account ids, names, ids and addresses, each the same everywhere');

/** How what was read is judged. */
const judgeOptions = (command: Command): Command =>
  command
    .option('--rule <ids>', 'only these rules', listed, [])
    .option('--framework <name>', 'only rules of this framework')
    .option('--rules <folder>', 'rules of your own, beside the built-in ones', repeated, [])
    .option('--config <file>', 'configuration (default: sealscan.config.yaml, if it is there)')
    .option('--suppressions <file>', 'findings that are accepted, why and until when');

/** What the reports are. */
const formatOptions = (command: Command): Command =>
  command
    .option(
      '--format <formats>',
      'html, sarif, json, jsonl, csv, junit, md, ocsf, asff (default: html,sarif,json)',
      listed,
      [],
    )
    .addOption(
      new Option('--sarif-profile <profile>', 'what SARIF holds').choices(['github', 'full']).default('github'),
    )
    .option('--sarif-category <name>', 'what the categories of SARIF runs begin with; the account follows', 'sealscan');

/** Which accounts beside one's own, and how they are entered. */
const fleetOptions = (command: Command): Command =>
  command
    .option('--organization', 'every active account of the organization')
    .option('--ou <id>', 'the accounts of an organizational unit and of those below it')
    .option('--accounts <file>', 'accounts by id, a line each, with a name after it')
    .option('--assume-role <name>', 'role, of the same name in every account, that is assumed to enter it')
    .option('--external-id <id>', 'external id that the role asks for')
    .option('--session-tag <key=value>', 'tag of the sessions in other accounts', repeated, [])
    .option('--max-account-rps <n>', 'requests a second at most to each other account', rateOf('--max-account-rps'));

/** A scan of one account or of many. */
export const scanOptions = (command: Command): Command =>
  formatOptions(
    judgeOptions(
      fleetOptions(scopeOptions(command)).option(
        '--from <snapshot>',
        'judge a snapshot (a file, or a folder of parts) instead of the live account',
      ),
    )
      .option('--print-config', 'print the configuration that holds, every rule in it, and scan nothing')
      .option('--baseline <report>', 'an earlier report.json to compare with'),
  );

/** All that a plan writes down. */
export const planOptions = (command: Command): Command =>
  formatOptions(judgeOptions(fleetOptions(readOptions(command))));
