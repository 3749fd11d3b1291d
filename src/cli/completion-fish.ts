import type { Completed } from './completion-words.ts';

/** A script for fish, which shows what each word is for. */
export const fishCompletion = (commands: readonly Completed[]): string =>
  `# sealscan completion fish | source\n${commands.flatMap(linesOf).join('\n')}\n`;

function linesOf({ path, commands, options, values }: Completed): string[] {
  const inner = commands.map(({ name }) => name).join(' ');
  const seen = path.split(' ').slice(1);
  const when = [
    ...seen.map((word) => `__fish_seen_subcommand_from ${word}`),
    ...(inner === '' ? [] : [`not __fish_seen_subcommand_from ${inner}`]),
  ].join('; and ');
  const line = (rest: string): string => `complete -c sealscan ${when === '' ? '' : `-n '${when}' `}${rest}`;
  return [
    ...commands.map(({ name, about }) => line(`-f -a ${name} -d '${quoted(about)}'`)),
    ...options.map(({ long, about, takesValue, values: known }) =>
      line(
        `-l ${long.slice(2)}${takesValue ? ' -r' : ''}${known.length > 0 ? ` -f -a '${known.join(' ')}'` : ''} -d '${quoted(about)}'`,
      ),
    ),
    ...(values.length > 0 ? [line(`-f -a '${values.join(' ')}'`)] : []),
  ];
}

const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
