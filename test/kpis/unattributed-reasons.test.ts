import { describe, expect, it } from 'vitest';
import { unattributedReasons } from '../../lib/kpis/unattributed-reasons.ts';
import { aCell } from './builders.ts';

const JANUARY = { from: '2026-01-01', to: '2026-01-31' };

describe('unattributedReasons', () => {
  it('sums what each reason keeps out of the channels', () => {
    const cells = [
      aCell({ channel: null, reason: 'no-source', lead: 2 }),
      aCell({ channel: null, reason: 'no-source', won: 1, day: '2026-01-20' }),
      aCell({ channel: null, reason: 'no-contact', won: 3 }),
      aCell({ channel: null, reason: 'no-rule', lead: 1, day: '2026-02-01' }),
      aCell({ lead: 9 }),
    ];

    const reasons = unattributedReasons(cells, JANUARY);

    expect(reasons.map(({ reason, lead, won }) => [reason, lead, won])).toEqual([
      ['no-contact', 0, 3],
      ['no-source', 2, 1],
    ]);
  });
});
