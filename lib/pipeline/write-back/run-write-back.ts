import type { Crm } from '../../crm/crm.ts';
import type { StepContext } from '../context.ts';
import { type ApplyReport, applyPlan } from './apply.ts';
import { planWriteBack } from './plan.ts';
import type { Plan } from './plan-file.ts';
import { closeUnplanned } from './rejections.ts';

export interface WriteBackReport {
  readonly plan: Plan;
  /** Null where the plan waits for a person, or changes nothing. */
  readonly applied: ApplyReport | null;
}

/** Plans what the CRM records should hold, and in mode `auto` writes it, beyond the guard only when approved. */
export async function runWriteBack(
  context: StepContext,
  options: {
    readonly mode: 'plan' | 'auto';
    readonly isApproved: boolean;
    readonly connect: () => Promise<ReadonlyMap<string, Crm>>;
  },
): Promise<WriteBackReport> {
  const plan = await planWriteBack(context);
  if (options.mode === 'plan' || plan.records.length === 0) {
    await closeUnplanned(context, plan);
    return { plan, applied: null };
  }
  const crms = await options.connect();
  return { plan, applied: await applyPlan(context, plan, { crms, isApproved: options.isApproved }) };
}
