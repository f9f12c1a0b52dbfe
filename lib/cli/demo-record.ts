import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { answers } from '../runtime/answers.ts';

const DemoRecordSchema = z.object({
  config: z.string(),
  /** Export folder that the demo read. */
  from: z.string(),
  simulators: z.object({ salesforce: z.string(), hubspot: z.string() }).optional(),
});

/** What the last demo in a home left for other commands: its config, and its simulators while they run. */
export type DemoRecord = z.infer<typeof DemoRecordSchema>;

const FILE = 'demo.json';

export function writeDemoRecord(home: string, record: DemoRecord): void {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

/** Forgets the last demo, so that other commands no longer take its config and CRMs for theirs. */
export function removeDemoRecord(home: string): void {
  rmSync(join(home, FILE), { force: true });
}

/** Undefined where no demo ran here; without `simulators` where they have ended. */
export async function readDemoRecord(home: string): Promise<DemoRecord | undefined> {
  const last = readLast(home);
  if (last === undefined) return undefined;
  const { simulators, ...record } = last;
  const isUp = simulators !== undefined && (await answers(`${simulators.hubspot}/_simulator/calls`));
  return isUp ? { ...record, simulators } : record;
}

function readLast(home: string): DemoRecord | undefined {
  try {
    return DemoRecordSchema.parse(JSON.parse(readFileSync(join(home, FILE), 'utf8')));
  } catch {
    // Absent, or half written by a demo that was killed: either way there is no demo to go by.
    return undefined;
  }
}
