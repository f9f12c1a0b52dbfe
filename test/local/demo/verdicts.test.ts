import { describe, expect, it } from 'vitest';
import { cacInterval } from '../../../lib/kpis/methods/poisson-interval.ts';
import { makeDemoCompany } from '../../../lib/local/demo/demo-company.ts';

/** LTV 120,000 × 36 ÷ 3, as `examples/demo/revloop.yaml` configures it. */
const TARGET = 1_440_000;

describe.each([1, 42, 2026])('the demo company of seed %i', (seed) => {
  const { channels } = makeDemoCompany({ seed, today: '2026-11-22' }).truth;
  const intervalOf = (spend: number, newCustomers: number) => cacInterval(spend, newCustomers);

  it('has a channel whose whole interval is below the target', () => {
    const seo = channels['seo'];

    const interval = intervalOf(seo?.spend ?? 0, seo?.newCustomers ?? 0);

    expect(interval.high).toBeLessThan(TARGET);
  });

  it('has a channel whose whole interval is above the target', () => {
    const display = channels['display'];

    const interval = intervalOf(display?.spend ?? 0, display?.newCustomers ?? 0);

    expect(interval.low).toBeGreaterThan(TARGET);
  });

  it.each(['paid_search', 'social', 'webinar', 'white_paper', 'telemarketing', 'trade_show'])(
    'leaves %s open: the target lies inside the interval',
    (id) => {
      const channel = channels[id];

      const interval = intervalOf(channel?.spend ?? 0, channel?.newCustomers ?? 0);

      expect(interval.low).toBeLessThan(TARGET);
      expect(interval.high).toBeGreaterThan(TARGET);
    },
  );

  it('spends too little on press releases to say anything', () => {
    const spend = channels['press_release']?.spend ?? 0;

    const targets = spend / TARGET;

    expect(targets).toBeLessThan(3.7);
  });

  it('hides a good landing page and a bad one in one channel', () => {
    const pages = channels['paid_search']?.subChannels;

    const [a, b] = ['LP-A', 'LP-B'].map((page) =>
      intervalOf(pages?.[page]?.spend ?? 0, pages?.[page]?.newCustomers ?? 0),
    );

    expect(a?.low).toBeGreaterThan(TARGET);
    expect(b?.high).toBeLessThan(TARGET);
  });
});
