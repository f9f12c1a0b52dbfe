/** Of a function's memory, for objects that live on; the rest is for code, buffers and Node itself. */
const OLD_SPACE_SHARE = 0.75;

/**
 * Megabytes of each of the three parts in which V8 makes new objects. A page of records is done with before they are
 * full; left to itself, V8 takes twice as much.
 */
const SEMI_SPACE_MB = 8;

/**
 * NODE_OPTIONS of a function. V8 collects garbage by what it may use, not by what it needs: told of the function's
 * memory, it stays far below it.
 */
export function nodeOptionsOf({ memoryMb }: { readonly memoryMb: number }): string {
  const oldSpaceMb = Math.floor(memoryMb * OLD_SPACE_SHARE);
  return `--max-semi-space-size=${SEMI_SPACE_MB} --max-old-space-size=${oldSpaceMb}`;
}
