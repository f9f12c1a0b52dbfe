import { refKey } from '../../domain/entities.ts';
import { loadErrors, type OpenError, saveErrors } from '../../store/error-store.ts';
import type { Effect } from '../../store/write-back-store.ts';
import type { StepContext } from '../context.ts';
import type { Plan, PlannedRecord } from './plan-file.ts';

/** Opens an error for each record whose values the CRM rejected, and closes those of records that now have them. */
export async function noteRejections(
  { table, clock }: Pick<StepContext, 'table' | 'clock'>,
  of: { readonly batch: readonly PlannedRecord[]; readonly rejections: ReadonlyMap<string, OpenError> },
  effects: readonly Effect[],
): Promise<void> {
  const known = of.rejections;
  const refs = new Map(of.batch.map((record) => [refKey(record), record]));
  const lastAt = new Date(clock.nowMs()).toISOString();
  const open = new Map<string, OpenError>();
  for (const { ref, state, code, reason } of effects) {
    const record = refs.get(ref);
    if (state !== 'rejected' || record === undefined) continue;
    const { crm, object, id } = record;
    const before = known.get(ref);
    open.set(ref, {
      ...{ crm, object, id, code: 'write-rejected', reason: [code ?? [], reason ?? []].flat().join(': ') },
      ...{ count: (before?.count ?? 0) + 1, openedAt: before?.openedAt ?? lastAt, lastAt },
    });
  }
  const close = effects.flatMap(({ ref, state }) =>
    known.has(ref) && (state === 'applied' || state === 'unchanged') ? [ref] : [],
  );
  if (open.size > 0 || close.length > 0) await saveErrors(table, 'write', { open, close });
}

/** Closes errors of records that a plan no longer wants to write: they hold their values, are gone, or are left alone. */
export async function closeUnplanned(
  { table }: Pick<StepContext, 'table'>,
  plan: Pick<Plan, 'records'>,
): Promise<void> {
  const planned = new Set(plan.records.map(refKey));
  const close = [...(await loadErrors(table, 'write')).keys()].filter((ref) => !planned.has(ref));
  if (close.length > 0) await saveErrors(table, 'write', { open: new Map(), close });
}

/** Records whose values the CRM rejected and does not hold yet. */
export async function loadRejections({ table }: Pick<StepContext, 'table'>): Promise<readonly OpenError[]> {
  return [...(await loadErrors(table, 'write')).values()].map((error) => ({ ...error, count: 1 }));
}
