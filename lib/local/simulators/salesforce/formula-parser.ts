/** A formula in parts, as administrators write them in fields and validation rules. */
export type Formula =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Formula[] };

/** A formula that Salesforce would refuse to save. */
export class FormulaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaError';
  }
}

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_]\w*)*)|(?<sign><>|<=|>=|!=|==|&&|\|\||[-+*/^&=<>(),!]))/gy;

/** Operators from the loosest to the tightest; those of one level run from left to right. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!=', '<', '>', '<=', '>='],
  ['&', '+', '-'],
  ['*', '/'],
  ['^'],
];
const CONSTANTS: Readonly<Record<string, boolean | null>> = { TRUE: true, FALSE: false, NULL: null };

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign';
  readonly text: string;
}

/** Parses a formula. Throws a `FormulaError` in the words of the formula editor. */
export function parseFormula(text: string): Formula {
  const tokens = tokensOf(text);
  let next = 0;
  const peek = (): string | undefined => tokens[next]?.text;
  const take = (): Token => {
    const token = tokens[next];
    if (token === undefined) throw new FormulaError('Syntax error. Found end of formula');
    next += 1;
    return token;
  };
  const expect = (sign: string): void => {
    const found = take();
    if (found.text !== sign) throw new FormulaError(`Syntax error. Missing '${sign}'`);
  };
  const level = (depth: number): Formula => {
    const signs = LEVELS[depth];
    if (signs === undefined) return unary();
    let left = level(depth + 1);
    for (let sign = peek(); sign !== undefined && isSign(tokens[next], signs); sign = peek()) {
      next += 1;
      left = { kind: 'call', name: sign, args: [left, level(depth + 1)] };
    }
    return left;
  };
  const unary = (): Formula => {
    const token = take();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'literal', value: unquote(token.text) };
    if (token.text === '-') return { kind: 'call', name: 'NEGATE', args: [unary()] };
    if (token.text === '!') return { kind: 'call', name: 'NOT', args: [unary()] };
    if (token.text === '(') {
      const inner = level(0);
      expect(')');
      return inner;
    }
    if (token.kind !== 'name') throw new FormulaError(`Syntax error. Extra '${token.text}'`);
    return peek() === '(' ? call(token.text) : nameOf(token.text);
  };
  const call = (name: string): Formula => {
    expect('(');
    const args: Formula[] = [];
    if (peek() !== ')') {
      args.push(level(0));
      while (peek() === ',') {
        next += 1;
        args.push(level(0));
      }
    }
    expect(')');
    return { kind: 'call', name: name.toUpperCase(), args };
  };
  const formula = level(0);
  if (next < tokens.length) throw new FormulaError(`Syntax error. Extra ${peek() ?? ''}`);
  return formula;
}

const isSign = (token: Token | undefined, signs: readonly string[]): boolean =>
  token?.kind === 'sign' && signs.includes(token.text);

function nameOf(text: string): Formula {
  const constant = CONSTANTS[text.toUpperCase()];
  return constant === undefined
    ? { kind: 'field', path: text.split('.') }
    : { kind: 'literal', value: constant };
}

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');

function tokensOf(text: string): readonly Token[] {
  const source = text.replace(/\/\*.*?\*\//gs, ' ').trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const { number, text: quoted, name, sign } = TOKEN.exec(source)?.groups ?? {};
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw new FormulaError(`Syntax error. Found '${source.slice(at, at + 1)}'`);
  }
  return tokens;
}
