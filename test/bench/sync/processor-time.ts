import type { CrmName } from '../../../lib/crm/record-maps.ts';
import type { Findings, Goal } from './goal.ts';
import { inOwnProcess, type Outcome, withCsv, withDynamoStub } from './own-process.ts';
import { withCrms } from './stage.ts';

const SIZES = { small: 100_000, large: 400_000 } as const;
const CSV_ROWS = 1_000_000;
const RECORDS_PER_S = 12_500;
const ROWS_PER_S = 150_000;
const MOST_MB = 200;
/** Peak memory of the larger object against that of the smaller one: what a garbage collector leaves to chance. */
const FLAT = 1.1;
const OBJECTS = [
  ['hubspot', 'contacts'],
  ['salesforce', 'Lead'],
] as const satisfies readonly (readonly [CrmName, string])[];

/** Records per second of processor time of the whole process that syncs, and its peak memory. */
export async function measureProcessorTime(): Promise<Findings> {
  const goals: Goal[] = [];
  const notes: string[] = [];
  for (const [crm, object] of OBJECTS) {
    const small = await measureSize(crm, object, SIZES.small);
    const large = await measureSize(crm, object, SIZES.large);
    const name = `${crm} ${object}`;
    goals.push(pace(`${name}, ${count(SIZES.small)} into a stub`, small.toStub, RECORDS_PER_S));
    goals.push(
      pace(`${name}, ${count(SIZES.small)} into a stub, by the AWS SDK`, small.toDynamo, RECORDS_PER_S),
    );
    goals.push(pace(`${name}, ${count(SIZES.large)} into a stub`, large.toStub, RECORDS_PER_S));
    goals.push(memory(`${name}, peak memory at ${count(SIZES.small)}`, small.toStub));
    goals.push(memory(`${name}, peak memory at ${count(SIZES.large)}`, large.toStub));
    const [measured, bound] = [large.toStub.peakMb, small.toStub.peakMb];
    goals.push({ what: `${name}, peak memory is flat`, measured, bound, allowed: FLAT, unit: 'MB' });
  }
  const csv = await withCsv(CSV_ROWS, (url) => inOwnProcess({ work: 'csv', url }));
  expectAll('CSV', csv, CSV_ROWS);
  goals.push(pace(`Bulk CSV of ${count(CSV_ROWS)} rows`, csv, ROWS_PER_S));
  goals.push(memory(`Bulk CSV of ${count(CSV_ROWS)} rows, peak memory`, csv));
  notes.push('Processor time is that of the whole process, its start included.');
  return { goals, notes };
}

function measureSize(
  crm: CrmName,
  object: string,
  size: number,
): Promise<{ readonly toStub: Outcome; readonly toDynamo: Outcome }> {
  return withCrms({ [crm]: { [object]: size } }, async (crms) => {
    const work = { work: 'sync', crm, object, url: crms[crm] };
    const toStub = expectAll(object, await inOwnProcess(work), size);
    if (size > SIZES.small) return { toStub, toDynamo: toStub };
    const toDynamo = await withDynamoStub((dynamodb) => inOwnProcess({ ...work, dynamodb }));
    return { toStub, toDynamo: expectAll(object, toDynamo, size) };
  });
}

function expectAll(what: string, outcome: Outcome, size: number): Outcome {
  if (outcome.records === size) return outcome;
  throw new Error(`${what}: ${outcome.records} of ${size} records came`);
}

function pace(what: string, { records, cpuSeconds }: Outcome, bound: number): Goal {
  const unit = 'records per CPU s';
  return { what, measured: records / cpuSeconds, bound, allowed: 1, isMoreBetter: true, unit };
}

function memory(what: string, { peakMb }: Outcome): Goal {
  return { what, measured: peakMb, bound: MOST_MB, allowed: 1, unit: 'MB' };
}

function count(records: number): string {
  return records.toLocaleString('en');
}
