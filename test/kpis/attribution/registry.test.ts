import { describe, expect, it } from 'vitest';
import type { CreditModel } from '../../../lib/domain/ledger.ts';
import { pickTouch } from '../../../lib/kpis/attribution/registry.ts';
import { inOrder, type Milestones } from '../../../lib/kpis/attribution/touch.ts';
import { aTouch, NO_MILESTONES } from '../builders.ts';

const AD = aTouch({ at: '2026-01-02', ref: 'ad' });
const FORM = aTouch({ at: '2026-01-10', kind: 'creation', ref: 'form' });
const SEMINAR = aTouch({ at: '2026-02-01', kind: 'campaign', ref: 'seminar' });
const MAIL = aTouch({ at: '2026-03-01', kind: 'campaign', ref: 'mail' });
const JOURNEY = [MAIL, AD, SEMINAR, FORM];
const WON: Milestones = { leadCreated: '2026-01-10', dealCreated: '2026-02-15', won: '2026-04-01' };

describe('pickTouch', () => {
  it.each<[CreditModel, string]>([
    ['first', 'ad'],
    ['lead-creation', 'form'],
    ['opportunity-creation', 'seminar'],
  ])('credits under %s the %s', (model, ref) => {
    const picked = pickTouch(model, JOURNEY, WON);

    expect(picked).toMatchObject({ touch: { ref }, isNegativeLag: false });
  });

  it.each<[CreditModel, Milestones, string]>([
    ['lead-creation', { ...WON, leadCreated: null }, 'seminar'],
    ['lead-creation', { leadCreated: null, dealCreated: null, won: '2026-01-05' }, 'ad'],
    ['opportunity-creation', { ...WON, dealCreated: null }, 'mail'],
    ['opportunity-creation', NO_MILESTONES, 'mail'],
  ])('falls back under %s with %o to the next milestone', (model, milestones, ref) => {
    const picked = pickTouch(model, JOURNEY, milestones);

    expect(picked?.touch.ref).toBe(ref);
  });

  it.each<CreditModel>(['lead-creation', 'opportunity-creation'])(
    'takes the earliest under %s and flags it when all came later',
    (model) => {
      const picked = pickTouch(model, [MAIL, SEMINAR], {
        ...NO_MILESTONES,
        leadCreated: '2026-01-01',
        dealCreated: '2026-01-01',
      });

      expect(picked).toEqual({ touch: SEMINAR, isNegativeLag: true });
    },
  );

  it.each<CreditModel>(['first', 'lead-creation', 'opportunity-creation'])(
    'credits nothing under %s for nothing',
    (model) => {
      const picked = pickTouch(model, [], WON);

      expect(picked).toBeNull();
    },
  );
});

describe('inOrder', () => {
  it('puts the visit before the campaign before the record it made on one day', () => {
    const day = { at: '2026-01-02' };
    const creation = aTouch({ ...day, kind: 'creation', ref: 'a' });
    const campaignB = aTouch({ ...day, kind: 'campaign', ref: 'b' });
    const campaignC = aTouch({ ...day, kind: 'campaign', ref: 'c' });
    const visit = aTouch({ ...day, ref: 'd' });

    const ordered = inOrder([creation, campaignC, visit, campaignB, campaignB]);

    expect(ordered).toEqual([visit, campaignB, campaignB, campaignC, creation]);
  });
});
