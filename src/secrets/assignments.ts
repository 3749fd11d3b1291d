/** `name = value` as scripts, YAML, JSON, properties, connection strings and command lines write it. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Of the value in the text. */
  readonly index: number;
}

const ASSIGNMENT =
  /(?<![\w.-])([A-Za-z_][\w.-]{0,80})["']?[ \t]{0,8}(?::=|=>|:|(?<![=!<>~])=)(?![=~>/])[ \t]{0,8}("(?:[^"\\\n]|\\.){1,200}"|'[^'\n]{1,400}'|[^\s"'`,;&|<>]{1,200})/g;
const FLAG =
  /(?<![\w-])--?([A-Za-z][\w-]{2,60})[ \t]{1,4}("[^"\n]{1,200}"|'[^'\n]{1,400}'|[^\s"'`;&|<>-][^\s"'`;&|<>]{0,400})/g;

export const assignmentsIn = (text: string): Assignment[] => [...found(text, ASSIGNMENT), ...found(text, FLAG)];

/** Values are read too: `content: "password=…"`. */
function* found(text: string, { source, flags }: RegExp): Generator<Assignment> {
  const pattern = new RegExp(source, flags);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [whole, name = '', given = ''] = match;
    const isQuoted = /^["']/.test(given);
    const value = isQuoted ? given.slice(1, -1) : given.replace(/[\])}]+$/, '');
    const index = match.index + whole.length - given.length + (isQuoted ? 1 : 0);
    pattern.lastIndex = index;
    if (isQuoted || isLiteral(value)) yield { name, value, index };
  }
}

/** Code without quotes computes: a call, an index, a variable, `settings.token`. Words alone name a type or a command. */
const isLiteral = (value: string): boolean =>
  !/[([]|\$\{|\$\(|^[$!@*]/.test(value) &&
  !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value) &&
  /[\d!@#$%^*+=?]/.test(value);
