import { describe, expect, it } from 'vitest';
import { undatedFacts } from '../../lib/kpis/undated-facts.ts';
import { aCell } from './builders.ts';

describe('undatedFacts', () => {
  it('sums what a dated period leaves out', () => {
    const sum = undatedFacts([
      aCell({ day: null, lead: 2 }),
      aCell({ day: null, won: 1 }),
      aCell({ lead: 9 }),
    ]);

    expect(sum).toMatchObject({ lead: 2, won: 1 });
  });
});
