import * as z from 'zod';

const HOUR_MS = 3_600_000;
const whole = () => z.int().nonnegative();

/** How this org behaves where orgs differ, or where a test needs it to. */
const SettingsSchema = z.strictObject({
  /** Wait before each answer. */
  latencyMs: whole(),
  /** Time until queries see a change: rows become visible after the stamp they carry. */
  visibilityDelayMs: whole(),
  /** Wait between two letters of a dripping answer. */
  dripMs: whole(),
  /** Where faults say that the org has moved to. */
  movedToUrl: z.string(),
  /** Calls per rolling day; 100,000 is an Enterprise org without add-ons. */
  dailyCalls: z.int().positive(),
  /** Refuses calls beyond `dailyCalls`. */
  refusesOverLimit: z.boolean(),
  /** Rows per page of a REST query. */
  pageRows: z.int().positive(),
  /** Values per page of a REST query: wide rows make shorter pages. */
  pageCells: z.int().positive().nullable(),
  /** Open query results a user may have; the oldest goes first. */
  maxOpenCursors: z.int().positive(),
  /** Age at which a query locator expires. */
  locatorLifeMs: z.int().positive(),
  /** A locator serves the access token that opened it only. */
  locatorsBoundToSession: z.boolean(),
  /** Records a query may look at before QUERY_TIMEOUT. */
  queryTimeoutRows: z.int().positive().nullable(),
  /** Age at which an access token expires; null: never. */
  sessionMs: z.int().positive().nullable(),
  /** Each use of a refresh token gives a new one and ends the old one. */
  rotatesRefreshTokens: z.boolean(),
  /** A bulk job is complete at this age … */
  bulkJobMs: whole(),
  /** … or when it was asked for so often, whichever comes first. */
  bulkJobPolls: z.int().positive(),
  /** Rows per page of bulk results when the call names no maxRecords. */
  bulkPageRows: z.int().positive(),
  /** Bulk query jobs per rolling day. */
  dailyBulkQueryJobs: whole(),
  /** Compresses bulk results for a caller that accepts gzip. */
  gzipsBulkResults: z.boolean(),
});

export type OrgSettings = z.infer<typeof SettingsSchema>;

export const SettingsChangeSchema = SettingsSchema.partial();
export type SettingsChange = z.infer<typeof SettingsChangeSchema>;

const DEFAULT_SETTINGS: OrgSettings = {
  latencyMs: 0,
  visibilityDelayMs: 0,
  dripMs: 1000,
  movedToUrl: 'https://moved.example.com',
  dailyCalls: 100_000,
  refusesOverLimit: false,
  pageRows: 2000,
  pageCells: null,
  maxOpenCursors: 100,
  locatorLifeMs: 48 * HOUR_MS,
  locatorsBoundToSession: false,
  queryTimeoutRows: null,
  sessionMs: null,
  rotatesRefreshTokens: false,
  bulkJobMs: 5_000,
  bulkJobPolls: 2,
  bulkPageRows: 250_000,
  dailyBulkQueryJobs: 10_000,
  gzipsBulkResults: true,
};

/** The settings in force; they may change while the org runs. */
export class SettingsBoard {
  #current: OrgSettings;

  constructor(change: SettingsChange = {}) {
    this.#current = SettingsSchema.parse({ ...DEFAULT_SETTINGS, ...change });
  }

  get now(): OrgSettings {
    return this.#current;
  }

  change(change: SettingsChange): void {
    this.#current = SettingsSchema.parse({ ...this.#current, ...change });
  }
}
