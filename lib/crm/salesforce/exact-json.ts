/** Non-text between two texts that is shorter holds no number of more than 15 digits, the most a double always keeps. */
const LONG_GAP = 17;
const MANY_DIGITS = /\d[\d.]{15}/;
const BACKSLASH = 92;
const RECORD_ID = 'Id';
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * The JSON in `text`; undefined where it holds none. Numbers that a double would round come as text, with the digits
 * that were given. Of a key that an object has twice nobody knows which value is meant: the object comes without it.
 * Undefined too where that is a record's id: such a record cannot be named, so the answer is as good as none.
 */
export function parseExactJson(text: string): unknown {
  try {
    const { keys, hasLongNumbers } = scan(text);
    const value: unknown = hasLongNumbers ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return countKeys(value) === keys ? value : withoutDoubles(text, value);
  } catch (cause) {
    // A reviver runs out of stack where values are nested without end.
    if (cause instanceof SyntaxError || cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** As a number where that keeps every digit, else as plain decimal text. */
export function exactNumber(text: string): number | string {
  const number = Number(text);
  if (text.length < LONG_GAP - 1 || !Number.isFinite(number)) return number;
  const decimal = plainDecimal(text);
  return decimal === undefined || decimal === plainDecimal(String(number)) ? number : decimal;
}

/** https://github.com/tc39/proposal-json-parse-with-source */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? exactNumber(context.source) : value;
}

/** Without exponent, leading or trailing zeros; undefined for what is no decimal. */
function plainDecimal(text: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const point = whole.length + Number(exponent);
  const digits = `${'0'.repeat(Math.max(0, -point))}${whole}${fraction}`;
  const at = Math.max(0, point);
  const before =
    digits
      .slice(0, at)
      .padEnd(at, '0')
      .replace(/^0+(?=\d)/, '') || '0';
  const after = digits.slice(at).replace(/0+$/, '');
  return `${sign}${before}${after === '' ? '' : `.${after}`}`;
}

/** How many keys the text holds, and whether a number in it may be longer than a double keeps. */
function scan(text: string): { readonly keys: number; readonly hasLongNumbers: boolean } {
  let keys = 0;
  let hasLongNumbers = false;
  let gapStart = 0;
  const see = (end: number) => {
    if (end - gapStart >= LONG_GAP && MANY_DIGITS.test(text.slice(gapStart, end))) hasLongNumbers = true;
  };
  for (let open = text.indexOf('"'); open !== -1; open = text.indexOf('"', gapStart)) {
    see(open);
    const close = closingQuote(text, open);
    if (close === -1) break;
    gapStart = close + 1;
    if (isColonNext(text, gapStart)) keys += 1;
  }
  see(text.length);
  return { keys, hasLongNumbers };
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1) {
    let slashes = 0;
    while (text.charCodeAt(close - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return close;
    close = text.indexOf('"', close + 1);
  }
  return -1;
}

function isColonNext(text: string, start: number): boolean {
  let at = start;
  while (' \n\r\t'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}

function countKeys(root: unknown): number {
  let keys = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const children: readonly unknown[] = Object.values(value);
    if (!Array.isArray(value)) keys += children.length;
    for (const child of children) if (typeof child === 'object' && child !== null) open.push(child);
  }
  return keys;
}

interface Level {
  readonly value: unknown;
  /** Undefined in a list. */
  readonly seen?: Set<string>;
  index: number;
  key: string;
}

/** Walks the tokens beside the parsed value, and removes each key that comes again in its object. */
function withoutDoubles(text: string, root: unknown): unknown {
  const levels: Level[] = [];
  const doubles: { readonly value: object; readonly key: string }[] = [];
  let word: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const value = level === undefined ? root : childOf(level);
      levels.push({ value, ...(token === '{' ? { seen: new Set<string>() } : {}), index: 0, key: '' });
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') {
      if (level !== undefined) level.index += 1;
    } else if (token === ':') {
      if (level === undefined || level.seen === undefined || word === undefined) continue;
      level.key = String(JSON.parse(word));
      const { value, seen, key } = level;
      if (seen.has(key) && typeof value === 'object' && value !== null) doubles.push({ value, key });
      seen.add(key);
    } else word = token;
  }
  if (doubles.some(({ key }) => key === RECORD_ID)) return undefined;
  for (const { value, key } of doubles) Reflect.deleteProperty(value, key);
  return root;
}

function childOf({ value, seen, index, key }: Level): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Reflect.get(value, seen === undefined ? index : key);
}
