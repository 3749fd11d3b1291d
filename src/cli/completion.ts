import type { Command } from 'commander';
import { InputError } from '../model/input-error.ts';
import { SEVERITIES } from '../model/rule.ts';
import { REPORTERS } from '../report/reporters.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import type { Completed } from './completion-words.ts';
import { EXIT } from './exit.ts';
import { builtInInfos } from './rules.ts';
import type { Terminal } from './terminal.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** Prints the script that completes commands, options, and the names of rules, services and frameworks. */
export const completionOf =
  (root: Command) =>
  async (_flags: object, terminal: Terminal, shell: string): Promise<number> => {
    if (!Object.hasOwn(SHELLS, shell))
      throw new InputError(`no completion for '${shell}' exists (${Object.keys(SHELLS).join(', ')})`);
    await terminal.out(SHELLS[shell as keyof typeof SHELLS](completedIn(root, '', namesOfRules())));
    return EXIT.clean;
  };

/** zsh runs bash's script: https://zsh.sourceforge.io/Doc/Release/Completion-System.html#Use-of-compinit */
function zshCompletion(commands: readonly Completed[]): string {
  return `#compdef sealscan\nautoload -U +X compinit bashcompinit && compinit && bashcompinit\n${bashCompletion(commands)}`;
}

type Names = Readonly<Record<string, readonly string[]>>;

/** By option, or by the command's path for its argument. */
function namesOfRules(): Names {
  const infos = builtInInfos();
  const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
  const ids = infos.map(({ id }) => id);
  return {
    '--rule': ids,
    'sealscan rules show': ids,
    '--service': sorted(infos.map(({ service }) => service)),
    '--framework': sorted(infos.flatMap(({ controls }) => Object.keys(controls))),
    '--format': Object.keys(REPORTERS),
    '--fail-on': [...SEVERITIES, 'none'],
    'sealscan completion': Object.keys(SHELLS),
  };
}

function completedIn(command: Command, before: string, names: Names): Completed[] {
  const path = `${before}${command.name()}`;
  const help = command.createHelp();
  const options = help.visibleOptions(command).flatMap(({ long, description, required, optional, argChoices }) =>
    long
      ? [
          {
            long,
            about: description,
            takesValue: required || optional,
            values: argChoices ?? names[long] ?? [],
          },
        ]
      : [],
  );
  const commands = command.commands.map((child) => ({ name: child.name(), about: child.description() }));
  return [
    { path, about: command.description(), commands, options, values: names[path] ?? [] },
    ...command.commands.flatMap((child) => completedIn(child, `${path} `, names)),
  ];
}
