import { readFileSync, writeFileSync } from 'node:fs';
import { demoExcerpt, withOutput } from './demo-excerpt.ts';

for (const [file, lang] of [
  ['README.md', 'en'],
  ['README.ja.md', 'ja'],
] as const) {
  writeFileSync(file, withOutput(readFileSync(file, 'utf8'), await demoExcerpt(lang)));
}
