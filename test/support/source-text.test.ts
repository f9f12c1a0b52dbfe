// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are source code, templates included.
import { describe, expect, it } from 'vitest';
import { codeOf } from './source-text.ts';
import { packageOf } from './source-tree.ts';

/** The code with its blanks closed up. */
const closedUp = (text: string) => codeOf(text).replace(/\s+/g, ' ').trim();

describe('codeOf', () => {
  it.each([
    ['a line comment', 'a(); // Date.now()', 'a();'],
    ['a block comment', 'a(/* Date.now() */);', 'a( );'],
    ['a string', "a('Date.now()');", "a(' ');"],
    ['a string with an escaped quote', "a('it\\'s', b);", "a(' ', b);"],
    ['a template around its expressions', 'a(`x ${b} y`);', 'a(` ${b} `);'],
    ['a template in a template', 'a(`x ${b(`y ${c}`)} z`);', 'a(` ${b(` ${c}`)} `);'],
    ['a regular expression with a quote', "a.replace(/'[/]/g, b);", 'a.replace(/ /g, b);'],
  ])('leaves out what stands in %s', (_what, text, expected) => {
    expect(closedUp(text)).toBe(expected);
  });

  it('takes a slash after a value as a division', () => {
    expect(closedUp("a / b; c('/x')")).toBe("a / b; c(' ')");
  });

  it('keeps strings where asked to', () => {
    expect(codeOf("import a from './a.ts'; // './b.ts'", { keepStrings: true })).toContain("'./a.ts'");
  });

  it('keeps the number of lines', () => {
    expect(codeOf('/* a\n b */\nc(`d\n`);').split('\n')).toHaveLength(4);
  });
});

describe('packageOf', () => {
  it.each([
    ['jsforce/lib/connection.js', 'jsforce'],
    ['@hubspot/api-client/lib/index.js', '@hubspot/api-client'],
    ['node:fs', 'node:fs'],
  ])('takes %s as %s', (specifier, expected) => {
    expect(packageOf(specifier)).toBe(expected);
  });
});
