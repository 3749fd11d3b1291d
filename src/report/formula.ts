/** What a spreadsheet takes for a formula, full-width signs too, and blanks that it drops before one. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** With an apostrophe before it, which makes it text: https://owasp.org/www-community/attacks/CSV_Injection */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
