import { systemClock } from '../runtime/clock.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { systemRandom } from '../runtime/random.ts';
import { createDynamoTable } from '../store/dynamo-table.ts';
import type { Table } from '../store/table.ts';

/** The table that the environment names, for commands that need no config. */
export function openTable(): Table {
  return createDynamoTable({
    table: readEnvironment().REVLOOP_TABLE,
    clock: systemClock,
    random: systemRandom,
  });
}
