import type { Completed, CompletedOption } from './completion-words.ts';

/** A script for bash: words come from the command line's own definition, so it never falls behind. */
export const bashCompletion = (commands: readonly Completed[]): string => `# eval "$(sealscan completion bash)"
_sealscan() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path=sealscan words= head= at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$path \${COMP_WORDS[at]}" in
      ${commands
        .filter(({ path }) => path !== 'sealscan')
        .map(({ path }) => `'${path}'`)
        .join(' | ')}) path="$path \${COMP_WORDS[at]}" ;;
    esac
  done
  case "$path $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ -z $words ]]; then
    case "$path" in
${commands.map(wordCase).join('\n')}
    esac
  elif [[ $words == - ]]; then
    COMPREPLY=()
    return
  fi
  [[ $cur == *,* ]] && head=\${cur%,*},
  COMPREPLY=($(compgen -P "$head" -W "$words" -- "\${cur##*,}"))
}
complete -o default -o bashdefault -F _sealscan sealscan
`;

/** \`-\` stands for a value that only the user, or the file system, knows. */
const valueCases = ({ path, options }: Completed): string[] =>
  options
    .filter(({ takesValue }) => takesValue)
    .map(({ long, values }) => `    '${path} ${long}') words='${values.length > 0 ? values.join(' ') : '-'}' ;;`);

const wordCase = ({ path, commands, options, values }: Completed): string =>
  `      '${path}') [[ $cur == -* ]] && words='${options.map(longOf).join(' ')}' || words='${[...commands.map(({ name }) => name), ...values].join(' ')}' ;;`;

const longOf = ({ long }: CompletedOption): string => long;
