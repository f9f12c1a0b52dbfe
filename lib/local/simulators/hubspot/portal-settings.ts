import * as z from 'zod';

const LimitsSchema = z.strictObject({
  perTenSeconds: z.number().positive().optional(),
  searchPerSecond: z.number().positive().optional(),
  perDay: z.number().positive().optional(),
});

/** What `PATCH /_simulator/settings` may change while the simulator runs. */
export const SettingsChangeSchema = z.strictObject({
  limits: LimitsSchema.optional(),
  latencyMs: z.number().nonnegative().optional(),
  searchLagMs: z.number().nonnegative().optional(),
  searchLagSpreadMs: z.number().nonnegative().optional(),
  isSearchUnordered: z.boolean().optional(),
  mergeKeepsPrimaryId: z.boolean().optional(),
  lifecycleMovesBackward: z.boolean().optional(),
  maxUrlLength: z.int().positive().optional(),
  goneVersions: z.array(z.string()).optional(),
  hiddenObjects: z.array(z.string()).optional(),
});
export type SettingsChange = z.infer<typeof SettingsChangeSchema>;

export interface PortalSettings {
  /** Time each vendor call takes, beside its own work. */
  readonly latencyMs: number;
  /** How long search does not see a write. */
  readonly searchLagMs: number;
  /** Each record lags up to this much longer, so that later writes can show up before earlier ones. */
  readonly searchLagSpreadMs: number;
  /** Neighbours in a search answer change places. */
  readonly isSearchUnordered: boolean;
  /** The beta "Primary ID Preservation for Merged Records": a merge keeps the primary's id. */
  readonly mergeKeepsPrimaryId: boolean;
  /** Some portals let a lifecycle stage move backward; the classic ones ignore it. */
  readonly lifecycleMovesBackward: boolean;
  /** Longer URLs get a 414 page. Seen from about 8,000 characters on: https://github.com/dlt-hub/verified-sources/pull/311 */
  readonly maxUrlLength: number;
  /** API versions that answer 404, e.g. `v3`, `2026-03`. */
  readonly goneVersions: readonly string[];
  /** Canonical plurals of objects whose scope the token lacks: 403. */
  readonly hiddenObjects: readonly string[];
}

/** As the vendor is by default, and an ideal one: no lag, no latency. */
const DEFAULT_SETTINGS: PortalSettings = {
  latencyMs: 0,
  searchLagMs: 0,
  searchLagSpreadMs: 0,
  isSearchUnordered: false,
  mergeKeepsPrimaryId: false,
  lifecycleMovesBackward: false,
  maxUrlLength: 16_000,
  goneVersions: [],
  hiddenObjects: [],
};

/** The settings of one portal, changed at run time. */
export interface SettingsSwitch {
  readonly current: () => PortalSettings;
  readonly change: (change: Omit<SettingsChange, 'limits'>) => void;
}

export function createSettings(start: Partial<PortalSettings> = {}): SettingsSwitch {
  let settings = { ...DEFAULT_SETTINGS, ...start };
  return {
    current: () => settings,
    change: (change) => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      settings = { ...settings, ...Object.fromEntries(given) };
    },
  };
}
