import { describe, expect, it } from 'vitest';
import { pickFirst } from '../../../lib/kpis/attribution/first.ts';
import { aTouch, NO_MILESTONES } from '../builders.ts';

describe('pickFirst', () => {
  it('takes the earliest touch in any order', () => {
    const early = aTouch({ at: '2026-01-02', ref: 'b' });
    const late = aTouch({ at: '2026-01-10', ref: 'a' });

    const picked = pickFirst([late, early], NO_MILESTONES);

    expect(picked).toEqual({ touch: early, isNegativeLag: false });
  });

  it('prefers a campaign to an earlier creation', () => {
    const creation = aTouch({ at: '2026-01-02', kind: 'creation' });
    const campaign = aTouch({ at: '2026-01-05', kind: 'campaign' });

    const picked = pickFirst([creation, campaign], NO_MILESTONES);

    expect(picked?.touch).toBe(campaign);
  });

  it('falls back to the creation, where Salesforce alone knows the person', () => {
    const creation = aTouch({ kind: 'creation' });

    const picked = pickFirst([creation], NO_MILESTONES);

    expect(picked).toEqual({ touch: creation, isNegativeLag: false });
  });

  it('ignores touches after the win', () => {
    const creation = aTouch({ at: '2026-01-02', kind: 'creation' });
    const after = aTouch({ at: '2026-03-01', kind: 'campaign' });

    const picked = pickFirst([creation, after], { ...NO_MILESTONES, won: '2026-02-01' });

    expect(picked).toEqual({ touch: creation, isNegativeLag: false });
  });

  it('counts a touch on the day of the win', () => {
    const touch = aTouch({ at: '2026-02-01' });

    const picked = pickFirst([touch], { ...NO_MILESTONES, won: '2026-02-01' });

    expect(picked?.isNegativeLag).toBe(false);
  });

  it('takes the earliest and flags it when all came after the win', () => {
    const early = aTouch({ at: '2026-02-03' });
    const late = aTouch({ at: '2026-02-09' });

    const picked = pickFirst([late, early], { ...NO_MILESTONES, won: '2026-02-01' });

    expect(picked).toEqual({ touch: early, isNegativeLag: true });
  });

  it('has nothing to credit without touches', () => {
    const picked = pickFirst([], NO_MILESTONES);

    expect(picked).toBeNull();
  });
});
