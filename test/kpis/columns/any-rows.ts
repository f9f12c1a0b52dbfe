import fc from 'fast-check';
import { NO_SOURCE } from '../../../lib/domain/entities.ts';
import { TOUCH_KINDS } from '../../../lib/domain/touch-kinds.ts';
import { ATTRIBUTION_MODELS } from '../../../lib/kpis/attribution/registry.ts';
import { inOrder, type Milestones, type Touch } from '../../../lib/kpis/attribution/touch.ts';
import type { ColumnRow } from '../../../lib/kpis/columns/column-row.ts';
import type { ColumnModel } from '../../../lib/kpis/columns/weight-plan.ts';
import { dayAt } from '../attribution/journey.ts';
import { aTouch } from '../builders.ts';

export const MODELS = Object.keys(ATTRIBUTION_MODELS).filter(
  (name): name is ColumnModel => name in ATTRIBUTION_MODELS,
);
const CREDITS = ['seo', 'ads', 'event', 'referral', ''] as const;
const MONTHS = ['2026-01', '2026-02', '2026-03'] as const;
const LONGEST = 30;

const anyDay = fc.nat({ max: 60 }).map(dayAt);
const anyMilestones: fc.Arbitrary<Milestones> = fc.record({
  leadCreated: fc.option(anyDay),
  dealCreated: fc.option(anyDay),
  won: fc.option(anyDay),
});
const anyTouches = fc
  .array(fc.record({ at: anyDay, kind: fc.constantFrom(...TOUCH_KINDS), isDirect: fc.boolean() }), {
    maxLength: LONGEST,
  })
  .map((touches) =>
    inOrder(touches.map(({ at, kind, isDirect }, place) => touchOf(at, kind, isDirect, `t${place}`))),
  );

/** A journey as the models read it, and the row that columns are made from. */
export interface AnyRow {
  readonly row: ColumnRow;
  readonly touches: readonly Touch[];
}

export const anyRow: fc.Arbitrary<AnyRow> = fc
  .record({
    group: fc.option(fc.constantFrom(...MONTHS)),
    companyId: fc.option(fc.nat({ max: 4 }).map((number) => `c${number}`)),
    amountMinor: fc.option(fc.integer({ min: -1e6, max: 1e13 })),
    milestones: anyMilestones,
    touches: anyTouches,
    credits: fc.infiniteStream(fc.constantFrom(...CREDITS)),
  })
  .map(({ touches, credits, ...parts }) => {
    const names = [...credits.take(touches.length)];
    return {
      touches,
      row: {
        ...parts,
        id: '',
        touches: touches.map(({ at, kind, source }, place) => ({
          day: at,
          kind,
          credit: names[place] ?? '',
          isDirect: source.analyticsSource !== null,
        })),
      },
    };
  });

/** Rows with an id each. */
export const anyRows: fc.Arbitrary<readonly AnyRow[]> = fc
  .array(anyRow, { maxLength: 12 })
  .map((rows) => rows.map((each, at) => ({ ...each, row: { ...each.row, id: `d${at}` } })));

function touchOf(at: string, kind: Touch['kind'], isDirect: boolean, ref: string): Touch {
  return aTouch({
    at,
    kind,
    ref,
    source: isDirect ? { ...NO_SOURCE, analyticsSource: 'DIRECT_TRAFFIC' } : NO_SOURCE,
  });
}
