import { loadErrors, type OpenError, saveErrors } from '../../store/error-store.ts';
import type { StepContext } from '../context.ts';

/** Stands for the object in the inbox: what came in names none that could be believed. */
const OBJECT = 'changes';

/** A cause that was not met for so long is over: nobody tells us of requests that no longer come. */
const OPEN_MS = 24 * 3_600_000;

/** Notes what came in of a CRM and was not taken, as one error per reason; returns how many there were. */
export async function noteRefused(
  { table }: Pick<StepContext, 'table'>,
  crm: string,
  of: {
    readonly refused: readonly { readonly code: string; readonly reason: string; readonly count: number }[];
    readonly atMs: number;
  },
): Promise<number> {
  const known = await loadErrors(table, 'change');
  const lastAt = new Date(of.atMs).toISOString();
  const open = new Map<string, OpenError>();
  for (const { code, reason, count } of of.refused) {
    const key = `${crm} ${code} ${reason}`;
    const stored = open.get(key) ?? known.get(key);
    const before = stored !== undefined && isOpenAt(stored, of.atMs) ? stored : undefined;
    const openedAt = before?.openedAt ?? lastAt;
    const sum = count + (before?.count ?? 0);
    open.set(key, { crm, object: OBJECT, code, reason, id: null, count: sum, openedAt, lastAt });
  }
  const close = [...known].flatMap(([key, error]) =>
    open.has(key) || isOpenAt(error, of.atMs) ? [] : [key],
  );
  await saveErrors(table, 'change', { open, close });
  return of.refused.reduce((sum, { count }) => sum + count, 0);
}

/** What was refused and may go on being refused. */
export async function loadRefused({
  table,
  clock,
}: Pick<StepContext, 'table' | 'clock'>): Promise<readonly OpenError[]> {
  return [...(await loadErrors(table, 'change')).values()].filter((error) => isOpenAt(error, clock.nowMs()));
}

function isOpenAt({ lastAt }: OpenError, nowMs: number): boolean {
  return nowMs - Date.parse(lastAt) < OPEN_MS;
}
