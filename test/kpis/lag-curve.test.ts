import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../lib/domain/calendar.ts';
import { lagCurve, leadDaysOf, maturity } from '../../lib/kpis/lag-curve.ts';
import { aCell, aRow } from './builders.ts';

const LAG_FILE = new URL('../../../shared/reference/golden/lead_lag_constructed.csv', import.meta.url);
const TODAY = '2026-04-10';

describe('lagCurve', () => {
  it('rises to 1 over the lags of won leads, open leads censored today', () => {
    const rows = [
      aRow({ id: 'a', day: '2026-01-10', wonDay: '2026-01-20' }),
      aRow({ id: 'b', day: '2026-01-10', wonDay: '2026-02-09' }),
      aRow({ id: 'c', day: '2026-01-10', wonDay: null }),
      aRow({ id: 'd', day: '2026-04-05' }),
    ];

    const curve = lagCurve(rows, TODAY);

    expect(curve).toMatchObject({ asOf: TODAY, leads: 4, wins: 2, days: [10, 30] });
    expect(curve.shares[0]).toBeCloseTo(0.5, 9);
    expect(curve.shares[1]).toBe(1);
  });

  it('leaves out wins before the lead, customers, undated and later leads', () => {
    const rows = [
      aRow({ day: '2026-01-10', wonDay: '2026-01-08' }),
      aRow({ flags: ['existing-customer'], wonDay: '2026-01-20' }),
      aRow({ day: null }),
      aRow({ day: '2026-04-11' }),
      aRow({ stage: 'mql' }),
    ];

    const curve = lagCurve(rows, TODAY);

    expect(curve).toMatchObject({ leads: 0, wins: 0, days: [], shares: [] });
  });

  it('counts a win after today as open', () => {
    const curve = lagCurve([aRow({ wonDay: '2026-04-11' })], TODAY);

    expect(curve).toMatchObject({ leads: 1, wins: 0 });
  });

  it.skipIf(!existsSync(LAG_FILE))(
    'agrees with 600 constructed leads (golden 14; skipped where ../shared is absent)',
    () => {
      const start = '2025-01-01';
      const asOf = addDays(start, 365);
      const lines = readFileSync(LAG_FILE, 'utf8').trim().split('\n').slice(1);
      const rows = lines.map((line) => {
        const [created = 0, duration = 0, won = 0] = line.split(',').map(Number);
        const wonDay = won === 1 ? addDays(start, created + duration) : null;
        return aRow({ day: addDays(start, created), wonDay });
      });

      const curve = lagCurve(rows, asOf);

      const shareBy = (age: number) => maturity([{ day: addDays(asOf, -age), leads: 1 }], curve, asOf);
      const last = 0.0974151646796495;
      expect(curve).toMatchObject({ leads: 600, wins: 46 });
      expect(shareBy(30)).toBeCloseTo(0.022688676070534597 / last, 6);
      expect(shareBy(90)).toBeCloseTo(0.07105760326645438 / last, 6);
      expect(shareBy(180)).toBeCloseTo(0.09294692292063833 / last, 6);
      expect(shareBy(300)).toBe(1);
    },
  );
});

describe('maturity', () => {
  const curve = { asOf: TODAY, leads: 4, wins: 2, days: [10, 30], shares: [0.5, 1] };

  it('weighs each day by its leads', () => {
    const leadDays = [
      { day: '2026-01-10', leads: 3 },
      { day: '2026-03-31', leads: 1 },
      { day: '2026-04-09', leads: 4 },
    ];

    const share = maturity(leadDays, curve, TODAY);

    expect(share).toBeCloseTo((3 + 0.5) / 8, 9);
  });

  it('is null without leads', () => {
    const share = maturity([], curve, TODAY);

    expect(share).toBeNull();
  });

  it('is null while nothing was won anywhere', () => {
    const share = maturity([{ day: '2026-01-10', leads: 3 }], lagCurve([], TODAY), TODAY);

    expect(share).toBeNull();
  });

  it('takes dated leads out of cells', () => {
    const leadDays = leadDaysOf([aCell({ lead: 2 }), aCell({ lead: 3, day: null }), aCell({ won: 1 })]);

    expect(leadDays).toEqual([{ day: '2026-01-10', leads: 2 }]);
  });
});
