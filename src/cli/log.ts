import { visibleLines } from '../report/text.ts';
import { nowAndThen, type RawTerminal, resumeOf, type Terminal } from './terminal.ts';

/** The terminal as the global options want it: they are looked for before anything is parsed, so that refusals heed them too. */
export function terminalFor(argv: readonly string[], raw: RawTerminal): Terminal {
  const isQuiet = argv.includes('--quiet');
  const isJson = argv.includes('--log-format=json') || argv[argv.indexOf('--log-format') + 1] === 'json';
  const spoken: Pick<Terminal, 'note' | 'progress'> = isJson
    ? jsonLog(raw)
    : { ...raw, note: (text) => raw.note(visibleLines(text)) };
  return {
    ...raw,
    ...spoken,
    ...(isQuiet && { progress: () => {} }),
    isQuiet,
    isVerbose: argv.includes('--verbose'),
    resume: resumeOf(argv),
  };
}

/** A line of JSON for each note, for machines that keep logs. */
function jsonLog(raw: RawTerminal): Pick<Terminal, 'note' | 'progress'> {
  const note = (text: string): void => {
    const message = visibleLines(text).replace(/^sealscan: /, '');
    raw.note(JSON.stringify({ time: new Date().toISOString(), message }));
  };
  return { note, progress: nowAndThen(note) };
}
