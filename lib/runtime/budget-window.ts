import type { BudgetGrant } from '../store/budget-store.ts';

/**
 * The vendor counts a call when it arrives, we when it leaves: a window this much longer absorbs that some are faster
 * on the way than others.
 */
const WAY_MS = 50;
/** Grants that are accounted for are kept together in steps of this share of a window. */
const STEPS = 80;

/** Calls that one process was granted and may make until `endMs` without asking again. */
export interface Block {
  readonly id: string;
  readonly calls: number;
  readonly endMs: number;
  readonly left: number;
  readonly lastUseMs: number;
}

export interface Window {
  readonly limit: number;
  readonly windowMs: number;
}

/** Calls that may still be granted now. */
export function freeCalls(grants: readonly BudgetGrant[], { limit }: Window): number {
  return limit - grants.reduce((total, { calls }) => total + calls, 0);
}

/** When the oldest grant stops counting. */
export function nextFreeMs(grants: readonly BudgetGrant[], { windowMs }: Window): number {
  return Math.min(...grants.map(({ endMs }) => endMs)) + windowMs + WAY_MS;
}

/**
 * Grants that still count at `nowMs`, with this process's own block as it was really used: calls it did not make are
 * given back, and those it made count from the last of them. A block that the stored grants do not name was accounted
 * for already, so that doing it twice changes nothing.
 */
export function accountFor(
  grants: readonly BudgetGrant[],
  block: Block | undefined,
  { nowMs, windowMs }: { readonly nowMs: number; readonly windowMs: number },
): readonly BudgetGrant[] {
  const stepMs = windowMs / STEPS;
  const spent = new Map<number, number>();
  const open: BudgetGrant[] = [];
  for (const grant of grants) {
    const isOwn = block !== undefined && grant.by === block.id;
    const endMs = isOwn ? Math.ceil(block.lastUseMs / stepMs) * stepMs : grant.endMs;
    const calls = isOwn ? block.calls - block.left : grant.calls;
    if (calls === 0 || endMs + windowMs + WAY_MS <= nowMs) continue;
    if (isOwn || grant.by === '') spent.set(endMs, (spent.get(endMs) ?? 0) + calls);
    else open.push({ ...grant, endMs, calls });
  }
  const together = [...spent].map(([endMs, calls]) => ({ by: '', endMs, calls }));
  return [...together, ...open];
}
