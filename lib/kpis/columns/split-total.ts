import { allocate } from '../../domain/money.ts';

/** Of this many parts or fewer, the largest remainder is looked for each time; above, they are sorted. */
const FEW = 24;
const remainders: number[] = [];

/**
 * Splits a total by the first `count` numerators so that the parts sum to it exactly: what `allocate` of `lib/domain`
 * gives, without making anything. Largest remainder, ties to the earlier part.
 * Unit     that of the total; whole numbers
 */
export function splitTotal(
  total: number,
  numerators: readonly number[],
  count: number,
  into: number[],
): void {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += numerators[at] ?? 0;
  const size = Math.abs(total);
  // Every product is at most size × sum, and below 2^53 all of this is exact.
  if (count > FEW || size * sum > Number.MAX_SAFE_INTEGER) {
    copy(allocate(total, numerators.slice(0, count)), into);
    return;
  }
  let left = size;
  for (let at = 0; at < count; at += 1) {
    const product = size * (numerators[at] ?? 0);
    const whole = Math.floor(product / sum);
    remainders[at] = product - whole * sum;
    into[at] = whole;
    left -= whole;
  }
  for (; left > 0; left -= 1) {
    const most = largest(count);
    remainders[most] = -1;
    into[most] = (into[most] ?? 0) + 1;
  }
  if (total < 0) for (let at = 0; at < count; at += 1) into[at] = 0 - (into[at] ?? 0);
}

function largest(count: number): number {
  let most = 0;
  for (let at = 1; at < count; at += 1) if ((remainders[at] ?? 0) > (remainders[most] ?? 0)) most = at;
  return most;
}

function copy(parts: readonly number[], into: number[]): void {
  for (const [at, part] of parts.entries()) into[at] = part;
}
