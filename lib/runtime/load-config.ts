import { readFileSync } from 'node:fs';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { type Config, ConfigSchema } from '../domain/config.ts';

/**
 * Reads `revloop.yaml`. Throws `config-missing`, or `config-invalid` with one line per problem:
 * `file:line:column  path: what is wrong`.
 */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('config-missing', `${file} cannot be read`, { cause });
  }
  return parseConfig(text, file);
}

/** Like `loadConfig`, for text that was read already. */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new AppError('config-invalid', `${file}:${line}:${col}  ${syntax.message.split('\n')[0]}`);
  }
  const dangling = danglingAlias(document);
  if (dangling !== undefined) {
    const { line, col } = lines.linePos(dangling.offset);
    throw new AppError('config-invalid', `${file}:${line}:${col}  nothing is anchored as &${dangling.name}`);
  }
  const parsed = ConfigSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(innermost).map((issue) => {
    const { line, col } = positionOf(issue);
    return `${file}:${line}:${col}  ${pathText(issue)}: ${issue.message}${suggestion(issue)}`;
  });
  throw new AppError('config-invalid', [...new Set(problems)].join('\n'));

  function positionOf(issue: z.core.$ZodIssue): { line: number; col: number } {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : [...issue.path];
    for (let depth = path.length; depth > 0; depth -= 1) {
      const offset = offsetOf(path.slice(0, depth).map(String));
      if (offset !== undefined) return lines.linePos(offset);
    }
    return { line: 1, col: 1 };
  }

  function offsetOf(path: readonly string[]): number | undefined {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const key = path.at(-1);
    if (typeof parent !== 'object' || parent === null || !('items' in parent) || !Array.isArray(parent.items))
      return undefined;
    for (const [at, item] of parent.items.entries()) {
      const node: unknown = keyNode(item);
      const name = node === undefined ? String(at) : textOfNode(node);
      if (name === key) return rangeOf(node ?? item);
    }
    return undefined;
  }
}

/** An alias without its anchor parses well and throws only when it is followed. */
function danglingAlias(document: Document): { readonly name: string; readonly offset: number } | undefined {
  let found: { readonly name: string; readonly offset: number } | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = { name: alias.source, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** A union reports one issue for all its branches; the branch that got furthest says what is wrong. */
function innermost(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [deepest = []] = [...issue.errors].sort(
    (a, b) =>
      Number(isOtherKind(a)) - Number(isOtherKind(b)) || depthOf(b) - depthOf(a) || a.length - b.length,
  );
  return deepest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(innermost);
}

/** A branch that wants a list where a map stands, and the like, has not looked inside at all. */
function isOtherKind(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.every(({ code, path }) => code === 'invalid_type' && path.length === 0);
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function pathText(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? 'config' : issue.path.map(String).join('.');
}

function suggestion(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return '';
  return ' (unknown keys are errors; see docs/reference/config.md)';
}

function keyNode(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'key' in item ? item.key : undefined;
}

function textOfNode(node: unknown): string {
  return typeof node === 'object' && node !== null && 'value' in node ? String(node.value) : String(node);
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}
