import { FIELDS } from '../../lib/crm/fields.ts';
import { refKey } from '../../lib/domain/entities.ts';
import type { Plan } from '../../lib/pipeline/write-back/plan-file.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { copyOf } from './crash-points.ts';
import type { CrmState } from './crm-state.ts';
import { DEMO_CONFIG, removeFolder, TODAY, writeDemo } from './demo-stage.ts';
import { planFresh } from './loop-steps.ts';
import { openStage, type Stage } from './stage.ts';

/** A small demo company just before its plan is written, as often as a test wants to write it. */
export interface PlannedDemo {
  readonly plan: Plan;
  readonly folder: string;
  /** What RevLoop's fields hold once the plan is written. */
  readonly values: CrmState;
  /** CRMs and a store of their own, as they were when the plan was made. */
  readonly open: () => Promise<{ readonly stage: Stage; readonly table: MemoryTable }>;
  readonly close: () => void;
}

const config = loadConfig(DEMO_CONFIG);

/** Plans the last `rows` records of every file of the demo. */
export async function planDemo(rows: number): Promise<PlannedDemo> {
  const { folder } = await writeDemo({ rows });
  const planned = new MemoryTable();
  const stage = await freshStage(folder);
  const plan = await planFresh(stage, planned, folder);
  await stage.close();
  return {
    plan,
    folder,
    values: valuesOf(plan),
    open: async () => ({ stage: await freshStage(folder), table: await copyOf(planned) }),
    close: () => removeFolder(folder),
  };
}

async function freshStage(folder: string): Promise<Stage> {
  const stage = await openStage({ from: folder, config, today: TODAY });
  for (const crm of (await stage.connect()).values()) await crm.provision(FIELDS);
  return stage;
}

function valuesOf({ changes }: Plan): CrmState {
  return new Map(
    [...Map.groupBy(changes, refKey)].map(([ref, own]) => [
      ref,
      Object.fromEntries(own.map(({ field, new: next }) => [field, next])),
    ]),
  );
}
