import type { SettingsBoard } from './org-settings.ts';

const BULK_BATCHES = 15_000;
const DELIVERED_EVENTS = 10_000;
const BULK_STORAGE_MB = 976_562;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Counts calls against the org's allowance over a rolling day, as `Sforce-Limit-Info` shows it. */
export class ApiUsage {
  readonly #settings: SettingsBoard;
  readonly #nowMs: () => number;
  /** Calls by minute since 1970. */
  readonly #byMinute = new Map<number, number>();

  constructor(settings: SettingsBoard, nowMs: () => number) {
    this.#settings = settings;
    this.#nowMs = nowMs;
  }

  count(calls = 1): void {
    const minute = this.#minute();
    this.#byMinute.set(minute, (this.#byMinute.get(minute) ?? 0) + calls);
  }

  /** Lets others use calls up until `ratio` of the allowance is gone. */
  raiseTo(ratio: number): void {
    this.count(Math.max(0, Math.ceil(this.#settings.now.dailyCalls * ratio) - this.used()));
  }

  used(): number {
    const oldest = this.#minute() - DAY_MINUTES;
    let used = 0;
    for (const [minute, calls] of this.#byMinute) {
      if (minute <= oldest) this.#byMinute.delete(minute);
      else used += calls;
    }
    return used;
  }

  isUsedUp(): boolean {
    const { refusesOverLimit, dailyCalls } = this.#settings.now;
    return refusesOverLimit && this.used() >= dailyCalls;
  }

  header(): string {
    return `api-usage=${this.used()}/${this.#settings.now.dailyCalls}`;
  }

  limits(): object {
    const { dailyCalls, dailyBulkQueryJobs } = this.#settings.now;
    const all = (max: number) => ({ Max: max, Remaining: max });
    return {
      DailyApiRequests: { Max: dailyCalls, Remaining: Math.max(0, dailyCalls - this.used()) },
      DailyBulkApiBatches: all(BULK_BATCHES),
      DailyBulkV2QueryFileStorageMB: all(BULK_STORAGE_MB),
      DailyBulkV2QueryJobs: all(dailyBulkQueryJobs),
      DailyDeliveredPlatformEvents: all(DELIVERED_EVENTS),
    };
  }

  #minute(): number {
    return Math.floor(this.#nowMs() / MINUTE_MS);
  }
}
