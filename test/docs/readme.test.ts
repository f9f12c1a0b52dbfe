import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../lib/cli/program.ts';
import { demoExcerpt, outputBlock } from '../support/demo-excerpt.ts';

const README = { en: readFileSync('README.md', 'utf8'), ja: readFileSync('README.ja.md', 'utf8') };
describe('the READMEs', () => {
  it.each(['en', 'ja'] as const)(
    'show what npm start prints, in %s (npm run docs renews it)',
    async (lang) => {
      const printed = await demoExcerpt(lang);

      expect(outputBlock(README[lang])).toBe(printed);
    },
  );

  it('have the same headings in both languages', () => {
    const levels = [README.en, README.ja].map((text) =>
      [...text.matchAll(/^(#+) /gm)].map(([, marks]) => marks),
    );

    expect(levels[1]).toEqual(levels[0]);
    expect(commandsOf(README.ja)).toEqual(commandsOf(README.en));
  });

  it.each(commandsOf(README.en))('name a command line that exists: %s', (command) => {
    const words = command.split(' ');
    const npmScripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);

    if (words[0] === 'npm') expect(npmScripts).toContain(words[1] === 'run' ? words[2] : words[1]);
    else if (words[1] === 'revloop') expect(commandNames()).toContain(words[2]);
    else expect(words.slice(0, 2)).toEqual(['npx', 'cdk']);
  });

  it.each([README.en, README.ja])('link to files that exist', (text) => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? '');

    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});

function commandsOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)\n```/g)].flatMap(([, block]) =>
    (block ?? '').split('\n'),
  );
  return [...new Set(blocks)];
}

function commandNames(): readonly string[] {
  return createProgram().commands.map((command) => command.name());
}
