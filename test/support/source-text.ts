/** What may stand before a regular expression; after anything else a slash divides. */
const BEFORE_REGEX = /(?:^|[=(,:[!&|?{};+~<>]|\b(?:return|typeof|case|in|of))\s*$/;

/**
 * A source text without its comments and, unless `keepStrings`, without what stands inside its string literals and
 * regular expressions: what is left is code, line for line. Good enough for rules about words; it is no parser.
 */
export function codeOf(text: string, options: { readonly keepStrings?: boolean } = {}): string {
  const scanner = { text, at: 0, out: '', keepStrings: options.keepStrings ?? false };
  scanCode(scanner, '');
  return scanner.out;
}

interface Scanner {
  readonly text: string;
  readonly keepStrings: boolean;
  at: number;
  out: string;
}

/** Copies code up to `end`, or to the end of the text. */
function scanCode(scanner: Scanner, end: string): void {
  let depth = 0;
  while (scanner.at < scanner.text.length) {
    const here = scanner.text[scanner.at] ?? '';
    const pair = scanner.text.slice(scanner.at, scanner.at + 2);
    if (here === end && depth === 0) return;
    if (pair === '//') skipTo(scanner, '\n', 0);
    else if (pair === '/*') skipTo(scanner, '*/', 2);
    else if (here === '"' || here === "'") scanQuoted(scanner, here);
    else if (here === '`') scanTemplate(scanner);
    else if (here === '/' && BEFORE_REGEX.test(scanner.out.slice(-20))) scanQuoted(scanner, '/');
    else {
      if (here === '{') depth += 1;
      if (here === '}') depth -= 1;
      copy(scanner, 1);
    }
  }
}

function scanQuoted(scanner: Scanner, quote: string): void {
  copy(scanner, 1);
  let inClass = false;
  while (scanner.at < scanner.text.length) {
    const here = scanner.text[scanner.at] ?? '';
    if (here === quote && !inClass) break;
    if (quote === '/' && here === '[') inClass = true;
    if (here === ']') inClass = false;
    pass(scanner, here === '\\' ? 2 : 1);
  }
  copy(scanner, 1);
}

function scanTemplate(scanner: Scanner): void {
  copy(scanner, 1);
  while (scanner.at < scanner.text.length && scanner.text[scanner.at] !== '`') {
    if (scanner.text.startsWith('${', scanner.at)) {
      copy(scanner, 2);
      scanCode(scanner, '}');
      copy(scanner, 1);
    } else pass(scanner, scanner.text[scanner.at] === '\\' ? 2 : 1);
  }
  copy(scanner, 1);
}

function copy(scanner: Scanner, length: number): void {
  scanner.out += scanner.text.slice(scanner.at, scanner.at + length);
  scanner.at += length;
}

/** Passes over what stands in a literal; line breaks stay, so that lines keep their numbers. */
function pass(scanner: Scanner, length: number): void {
  const passed = scanner.text.slice(scanner.at, scanner.at + length);
  scanner.out += scanner.keepStrings ? passed : passed.replace(/[^\n]/g, ' ');
  scanner.at += length;
}

function skipTo(scanner: Scanner, end: string, length: number): void {
  const found = scanner.text.indexOf(end, scanner.at + length);
  const to = found === -1 ? scanner.text.length : found + length;
  scanner.out += scanner.text.slice(scanner.at, to).replace(/[^\n]/g, ' ');
  scanner.at = to;
}
