import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoTruth } from '../../lib/local/demo/truth.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { answersOf } from './demo-answers.ts';
import { type DemoStage, openDemo } from './demo-stage.ts';
import { compute, sync } from './loop-steps.ts';

const QUESTIONS: readonly (keyof DemoTruth)[] = [
  'people',
  'channels',
  'unattributed',
  'totals',
  'unallocatedSpend',
  'existingCustomers',
  'excluded',
  'ranksByRule',
  'ranks',
  'ambiguousEmails',
  'issues',
  'churnedCustomers',
  'leadsByMonth',
  'wonByMonth',
];

describe.each([
  { seed: 42, today: '2026-11-22' },
  { seed: 7, today: '2028-02-29' },
])('the loop over the demo company of seed $seed on $today', (options) => {
  let stage: DemoStage;
  let answers: DemoTruth;

  beforeAll(async () => {
    stage = await openDemo(options);
    const table = new MemoryTable();
    const context = stage.context(table);
    await sync(stage, table);
    await compute(context, stage.folder);
    answers = await answersOf(context);
  });

  afterAll(() => stage.close());

  it.each(QUESTIONS)('tells the truth about %s', (question) => {
    const expected = stage.truth[question];

    const found = answers[question];

    expect(found).toEqual(expected);
  });

  it('is asked everything that the demo knows', () => {
    const known = Object.keys(stage.truth);

    const asked = [...QUESTIONS];

    expect(asked.sort()).toEqual(known.sort());
  });
});
