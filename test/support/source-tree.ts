import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from './source-text.ts';

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Import {
  /** A path from the repository root for our own files, else the name of the package or built-in module. */
  readonly target: string;
  readonly isOwn: boolean;
  /** Erased before it runs. */
  readonly isType: boolean;
}

export interface SourceFile {
  /** From the repository root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Without comments and contents of literals. */
  readonly code: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript and JavaScript file under these folders, declarations of others' code left out, by path. */
export function readSources(folders: readonly string[]): readonly SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(REPOSITORY, folder)))
    .flatMap((folder) =>
      readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
        .map((entry) => join(entry.parentPath, entry.name).slice(REPOSITORY.length + 1)),
    )
    .sort()
    .map(readSource);
}

/** Everything a file loads when it runs: own files and packages, itself left out. */
export function reachOf(path: string, files: ReadonlyMap<string, SourceFile>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { target, isOwn, isType } of files.get(next)?.imports ?? []) {
      if (isType || reached.has(target)) continue;
      reached.add(target);
      if (isOwn) open.push(target);
    }
  }
  return reached;
}

/** Whether a path is one of these files, or lies under one of these folders, which end in `/`. */
export function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)));
}

/** The package of an import path: `@aws-sdk/client-s3`, `jsforce`, `node:fs`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(REPOSITORY, path), 'utf8');
  return { path, text, code: codeOf(text), imports: importsOf(path, codeOf(text, { keepStrings: true })) };
}

const STATIC = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;=]*?\sfrom\s+)?'([^'\n]+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^'\n]+)'/g;

function importsOf(path: string, code: string): readonly Import[] {
  const found = [
    ...[...code.matchAll(STATIC)].map(([, type, specifier]) => ({ specifier, isType: type !== undefined })),
    ...[...code.matchAll(DYNAMIC)].map(([, specifier]) => ({ specifier, isType: false })),
  ];
  return found.map(({ specifier = '', isType }) => {
    const isOwn = specifier.startsWith('.');
    return {
      isOwn,
      isType,
      target: isOwn ? normalize(join(dirname(path), specifier)) : packageOf(specifier),
    };
  });
}
