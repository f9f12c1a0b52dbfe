import * as z from 'zod/mini';
import { CRM_NAMES, RECORD_MAPS } from '../crm/record-maps.ts';
import { loadBackfill } from '../store/backfill-store.ts';
import type { StepContext } from './context.ts';
import type { SyncRun } from './ingest/ingest-report.ts';
import { type SyncHealth, syncHealth } from './sync-health.ts';

/**
 * Why figures rest on a part of an object only. `never-read`: no run has ended yet. `reading`: everything of it is
 * being read, and that has not ended. `records`: some could not be taken up, or differ from the CRM's. `mapping`: a
 * field that the config maps is gone, hidden or of another type, so its mapping stands still. `not-recorded`: the
 * figures were computed before inputs were noted.
 */
export const INPUT_PROBLEMS = [
  'never-read',
  'reading',
  'continued',
  'partial-quota',
  'failed',
  'records',
  'mapping',
  'not-recorded',
] as const;

const ProblemSchema = z.object({
  reason: z.enum(INPUT_PROBLEMS),
  /** A code, a count or the mapping that stands still and why. */
  detail: z.nullable(z.string()),
});
const InputSchema = z.object({
  crm: z.string(),
  object: z.string(),
  /** ISO instant up to which the object was read completely; null before its first complete read. */
  freshAt: z.nullable(z.string()),
  problems: z.array(ProblemSchema),
});
/**
 * Part of a snapshot that is none of its figures: it may be renewed while they stay as they are, and is not in the id
 * that is made of them.
 */
export const INPUTS_PART = 'inputs';

export const SnapshotInputsSchema = z.array(InputSchema);

/** What figures rest on: each object of the configured CRMs that the account has. */
export type SnapshotInputs = readonly Readonly<z.infer<typeof InputSchema>>[];

/**
 * How far each object is read, and what is missing of it. All of it comes out of the store: the same store gives the
 * same inputs, whenever it is asked.
 */
export async function snapshotInputs(
  context: Pick<StepContext, 'table' | 'config'>,
): Promise<SnapshotInputs> {
  const { table, config } = context;
  const health = await syncHealth(context);
  const objects = CRM_NAMES.filter((crm) => config.crm[crm] !== undefined).flatMap((crm) =>
    RECORD_MAPS[crm].objects.map((object) => ({ crm, object })),
  );
  const inputs = await Promise.all(
    objects.map(async ({ crm, object }) => {
      const isReading = (await loadBackfill(table, crm, object)) !== undefined;
      return inputOf(health, { crm, object, isReading });
    }),
  );
  return inputs.flatMap((input) => input ?? []);
}

/** Undefined for an object that the account does not have. */
function inputOf(
  { runs, completeness, quarantined }: SyncHealth,
  of: { readonly crm: string; readonly object: string; readonly isReading: boolean },
): SnapshotInputs[number] | undefined {
  const isIt = (other: { readonly crm: string; readonly object: string }): boolean =>
    other.crm === of.crm && other.object === of.object;
  const run = runs.find(isIt);
  if (run?.status === 'absent') return undefined;
  const { missing = [], extra = [] } = completeness.find(isIt) ?? {};
  const bad = new Set([...missing, ...extra, ...quarantined.filter(isIt).map(({ id }) => id)]).size;
  return {
    crm: of.crm,
    object: of.object,
    freshAt: run?.freshAt ?? null,
    problems: [
      ...readProblems(run, of.isReading),
      ...(bad === 0 ? [] : [{ reason: 'records' as const, detail: String(bad) }]),
      ...(run?.fieldIssues ?? []).map(({ key, detail }) => ({
        reason: 'mapping' as const,
        detail: `${key}: ${detail}`,
      })),
    ],
  };
}

function readProblems(run: SyncRun | undefined, isReading: boolean): SnapshotInputs[number]['problems'] {
  if (run === undefined) return [{ reason: isReading ? 'reading' : 'never-read', detail: null }];
  const { status, error } = run;
  if (status === 'continued' || status === 'partial-quota' || status === 'failed')
    return [{ reason: status, detail: error?.code ?? null }];
  return isReading ? [{ reason: 'reading', detail: null }] : [];
}
