import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightsOf } from '../../../lib/kpis/attribution/registry.ts';
import { toColumns } from '../../../lib/kpis/columns/columns.ts';
import { weighRow } from '../../../lib/kpis/columns/weigh-row.ts';
import { planOf } from '../../../lib/kpis/columns/weight-plan.ts';
import { OPTIONS } from '../attribution/journey.ts';
import { anyRow, MODELS } from './any-rows.ts';

describe('the weights of a row of columns', () => {
  it.each(MODELS)('are those of the plain journey: %s', (model) => {
    fc.assert(
      fc.property(anyRow, ({ row, touches }) => {
        fc.pre(touches.length > 0);
        const expected = weightsOf(model, touches, row.milestones, OPTIONS);

        const numerators: number[] = [];
        const count = weighRow(toColumns([row]), 0, planOf(model, OPTIONS), numerators);

        const all = touches.map((_, at) => (at < count ? (numerators[at] ?? 0) : 0));
        expect(all).toEqual(expected?.parts.map(({ numerator }) => numerator));
      }),
      { numRuns: 300 },
    );
  });
});
