import { Hono } from 'hono';
import type { Portal } from './portal.ts';
import type { RateLimits } from './rate-limits.ts';

const HOUR_MS = 3_600_000;

/** `/account-info/v3`: who the account is and what it used up today. */
export function accountRoutes(portal: Portal, limits: RateLimits): Hono {
  const app = new Hono();
  app.get('/details', (c) => {
    const { portalId, timeZone, currency } = portal.account;
    const offsetMs = offsetOf(portal.clock.nowMs(), timeZone);
    return c.json({
      portalId,
      accountType: 'STANDARD',
      timeZone,
      companyCurrency: currency,
      additionalCurrencies: [
        ...new Set([...portal.exchangeRates.values()].map(({ fromCurrencyCode }) => fromCurrencyCode)),
      ],
      utcOffset: formatOffset(offsetMs),
      utcOffsetMilliseconds: offsetMs,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    });
  });
  app.get('/api-usage/daily/private-apps', (c) => {
    const { used, limit, resetsAtMs } = limits.daily();
    return c.json({
      results: [
        {
          name: 'simulated app',
          usageLimit: limit,
          currentUsage: used,
          collectedAt: new Date(portal.clock.nowMs()).toISOString(),
          fetchStatus: 'SUCCESS',
          resetsAt: new Date(resetsAtMs).toISOString(),
        },
      ],
    });
  });
  return app;
}

function offsetOf(nowMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    nowMs,
  );
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  const size = Number(hours) * HOUR_MS + (Number(minutes) * HOUR_MS) / 60;
  return sign === '-' ? -size : size;
}

function formatOffset(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
