import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referenceDocs } from './reference-docs.ts';
import { REPOSITORY } from './source-tree.ts';

for (const [path, text] of referenceDocs()) {
  const file = join(REPOSITORY, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${path}\n`);
}
