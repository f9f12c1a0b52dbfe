import type { StepContext } from './context.ts';
import type { INPUT_PROBLEMS, SnapshotInputs } from './snapshot-inputs.ts';

/** Whether figures rest on everything, and how old it is. */
export interface KpiInputs {
  readonly isComplete: boolean;
  readonly isStale: boolean;
  /** Age of the object that was read completely longest ago; null where none ever was. */
  readonly lagSeconds: number | null;
  /** `crm/object` → ISO instant up to which it was read completely. */
  readonly watermarks: Readonly<Record<string, string | null>>;
  readonly problems: readonly {
    readonly crm: string;
    readonly object: string;
    readonly reason: (typeof INPUT_PROBLEMS)[number];
    readonly detail: string | null;
  }[];
  /** Objects that make the figures stale. */
  readonly stale: readonly string[];
}

const SECOND_MS = 1000;
const DAY_SECONDS = 86_400;
const UNIT_SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: DAY_SECONDS };
/** One schedule that was missed is an accident, two are an outage. */
const MISSED = 2;

/** Judges what figures rest on now. Without a note of it they are not called complete. */
export function judgeInputs(
  inputs: SnapshotInputs | undefined,
  context: Pick<StepContext, 'clock' | 'config'>,
): KpiInputs {
  const nowMs = context.clock.nowMs();
  const limit = staleAfterSeconds(context.config.schedule.sync);
  const all = inputs ?? [{ crm: '', object: '', freshAt: null, problems: [NOT_RECORDED] }];
  const lags = all.flatMap(({ freshAt }) => lagSeconds(freshAt, nowMs) ?? []);
  const problems = all.flatMap(({ crm, object, problems: of }) =>
    of.map(({ reason, detail }) => ({ crm, object, reason, detail })),
  );
  const stale = all.flatMap(({ crm, object, freshAt }) => {
    const lag = lagSeconds(freshAt, nowMs);
    return lag !== null && lag > limit ? [`${crm}/${object}`] : [];
  });
  return {
    isComplete: problems.length === 0,
    isStale: stale.length > 0,
    lagSeconds: lags.length === 0 ? null : Math.max(...lags),
    watermarks: Object.fromEntries(
      (inputs ?? []).map(({ crm, object, freshAt }) => [`${crm}/${object}`, freshAt]),
    ),
    problems,
    stale,
  };
}

const NOT_RECORDED = { reason: 'not-recorded', detail: null } as const;

/** Whole seconds since an object was read completely; null before it first was. */
function lagSeconds(freshAt: string | null, nowMs: number): number | null {
  return freshAt === null ? null : Math.max(0, Math.floor((nowMs - Date.parse(freshAt)) / SECOND_MS));
}

/** Each object's run with how long ago it was read completely. */
export function withLag<T extends { readonly freshAt: string | null }>(
  runs: readonly T[],
  { clock }: Pick<StepContext, 'clock'>,
): readonly (T & { readonly lagSeconds: number | null })[] {
  const nowMs = clock.nowMs();
  return runs.map((run) => ({ ...run, lagSeconds: lagSeconds(run.freshAt, nowMs) }));
}

/** Age past which inputs are stale: two schedules that brought nothing, and at least a day. A `cron` runs daily. */
export function staleAfterSeconds(schedule: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const every = Number(count ?? 1) * (UNIT_SECONDS[unit] ?? DAY_SECONDS);
  return Math.max(DAY_SECONDS, MISSED * every);
}
