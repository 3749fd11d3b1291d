import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fileWith, run } from './run.ts';

const script = async (shell: string) => (await run(['completion', shell])).out;

test('bash completes commands, options, their values and the ids of rules', async () => {
  const file = fileWith(await script('bash'), 'completion.bash');
  const lines = [
    'sealscan sc',
    'sealscan scan --fo',
    'sealscan scan --sarif-profile g',
    'sealscan scan --format html,s',
    'sealscan scan --service r',
    'sealscan rules show kms-key-rotation',
    'sealscan key list --sort c',
    'sealscan scan --from x',
  ];
  const asked = lines.map((line) => {
    const words = line.split(' ');
    return `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; COMPREPLY=(); _sealscan; echo "\${COMPREPLY[*]}"`;
  });
  const answers = execFileSync('bash', ['-c', `source ${file}\n${asked.join('\n')}`], { encoding: 'utf8' });
  expect(answers.split('\n')).toEqual([
    'scan',
    '--format',
    'github',
    expect.stringContaining('html,sarif'),
    expect.stringMatching(/\brds\b.*\broute53\b/),
    'kms-key-rotation-enabled kms-key-rotation-period',
    'cost',
    '',
    '',
  ]);
});

test('zsh runs the script of bash, and fish has one of its own', async () => {
  expect(await script('zsh')).toMatch(/^#compdef sealscan\n.*bashcompinit\n[\s\S]*complete .*-F _sealscan sealscan\n$/);
  expect(await script('fish')).toMatch(
    /^complete -c sealscan -n '__fish_seen_subcommand_from scan' -l sarif-profile -r -f -a 'github full' -d 'what SARIF holds'$/m,
  );
});

test('another shell is refused', async () => {
  expect(await run(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    notes: "sealscan: no completion for 'tcsh' exists (bash, zsh, fish)\n",
  });
});
