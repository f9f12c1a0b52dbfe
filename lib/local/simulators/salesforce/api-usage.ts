/** Calls per rolling day of an Enterprise org without add-ons. */
const DAILY_CALLS = 100_000;
const BULK_JOBS = 10_000;
const DELIVERED_EVENTS = 10_000;

/** Counts calls against the org's daily allowance, as `Sforce-Limit-Info` shows it. Nothing is refused by it. */
export class ApiUsage {
  #used = 0;

  count(): void {
    this.#used += 1;
  }

  header(): string {
    return `api-usage=${this.#used}/${DAILY_CALLS}`;
  }

  limits(): object {
    return {
      DailyApiRequests: { Max: DAILY_CALLS, Remaining: Math.max(0, DAILY_CALLS - this.#used) },
      DailyBulkV2QueryJobs: { Max: BULK_JOBS, Remaining: BULK_JOBS },
      DailyDeliveredPlatformEvents: { Max: DELIVERED_EVENTS, Remaining: DELIVERED_EVENTS },
    };
  }
}
