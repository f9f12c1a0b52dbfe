import { describe, expect, it } from 'vitest';
import {
  type Effect,
  frozenBy,
  loadEffects,
  loadFrozen,
  saveEffects,
  saveFrozen,
} from '../../lib/store/write-back-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

const EFFECT: Effect = {
  ref: 'salesforce/Lead/1',
  state: 'rejected',
  code: 'LOCKED',
  reason: 'the row is locked',
  fields: [{ field: 'RevLoop_Channel__c', old: null, new: 'Webinar' }],
};

describe('effects', () => {
  it('come back by record, the latest state of each', async () => {
    const table = new MemoryTable();
    await saveEffects(table, 'plan-1', [{ ...EFFECT, state: 'sent' }]);

    await saveEffects(table, 'plan-1', [EFFECT]);

    expect(await loadEffects(table, 'plan-1')).toEqual(new Map([[EFFECT.ref, EFFECT]]));
    expect(await loadEffects(table, 'plan-2')).toEqual(new Map());
  });
});

describe('frozen records', () => {
  it('are known with the plan that froze them', async () => {
    const table = new MemoryTable();

    await saveFrozen(table, ['salesforce/Opportunity/1', 'salesforce/Opportunity/2'], 'plan-1');

    expect([...(await loadFrozen(table))].sort()).toEqual([
      'salesforce/Opportunity/1',
      'salesforce/Opportunity/2',
    ]);
    expect(await frozenBy(table, 'salesforce/Opportunity/1')).toBe('plan-1');
    expect(await frozenBy(table, 'salesforce/Opportunity/3')).toBeUndefined();
  });
});
