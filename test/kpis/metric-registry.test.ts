import { describe, expect, it } from 'vitest';
import { METRICS } from '../../lib/kpis/metric-registry.ts';
import { aTable } from './builders.ts';

/** What names a row or says why and how, and is no metric. */
const LABELS = ['key', 'channel', 'subChannel', 'basis', 'ltvBasis', 'targetBasis', 'verdictStage'];

describe('METRICS', () => {
  it('describes each metric of a row and nothing else', () => {
    const { blended } = aTable();

    const shown = Object.keys(blended).filter((key) => !key.endsWith('Reason') && !LABELS.includes(key));
    expect(Object.keys(METRICS).sort()).toEqual(shown.sort());
  });
});
