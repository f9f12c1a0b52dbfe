import type { Config } from '../../lib/domain/config.ts';
import type { StepContext } from '../../lib/pipeline/context.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import type { Table } from '../../lib/store/table.ts';
import { aConfig } from './builders.ts';
import { createCountingRandom, createManualClock, type ManualClock } from './manual-clock.ts';
import { MemoryTable } from './memory-table.ts';

/** What a step is given, over an empty table on 10 March 2026 unless said otherwise. */
export function aStepContext<T extends Table = MemoryTable>(
  parts: {
    readonly table?: T;
    readonly config?: Config;
    readonly clock?: ManualClock;
    readonly today?: string;
    readonly run?: string;
  } = {},
): StepContext & { readonly clock: ManualClock } {
  const { table = new MemoryTable(), config = aConfig(), clock = createManualClock() } = parts;
  const random = createCountingRandom(parts.run ?? 'run');
  return { table, config, clock, random, log: SILENT_LOG, today: parts.today ?? '2026-03-10' };
}
