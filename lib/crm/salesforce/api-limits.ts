import type { ApiBudget } from '../api-budget.ts';

/** `api-usage=18/15000; per-app-api-usage=17/250(appName=…)` https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm */
const USAGE = /(?:^|[;,]\s*)api-usage=(\d+)\/(\d+)/;

/** Tells the budget what an answer says of the org's calls in the last 24 hours. */
export function learnUsage(budget: ApiBudget | undefined, headers: Readonly<Record<string, string>>): void {
  const [, used, limit] = USAGE.exec(headers['sforce-limit-info'] ?? '') ?? [];
  if (used === undefined || limit === undefined) return;
  budget?.learn({ lane: 'normal', usedToday: Number(used), limitToday: Number(limit) });
}
