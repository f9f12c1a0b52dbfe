import { join } from 'node:path';
import { REPOSITORY } from '../settings.ts';

/** Packages that have a small stand-in of the same name in this folder, each saying why. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': 'credential-provider-node.ts',
  'mime-types': 'mime-types.ts',
  undici: 'undici.ts',
  'whatwg-url': 'whatwg-url.ts',
};

/** How esbuild makes a function's one file. CommonJS starts a third faster than ESM with these clients. */
export const BUNDLE = {
  target: 'node24',
  format: 'cjs',
  minify: true,
  sourcemap: false,
  mainFields: ['module', 'main'],
  alias: Object.fromEntries(
    Object.entries(STAND_INS).map(([name, file]) => [name, join(REPOSITORY, 'infra/bundle', file)]),
  ),
} as const;
