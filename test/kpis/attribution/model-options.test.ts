import { describe, expect, it } from 'vitest';
import { ConfigSchema } from '../../../lib/domain/config.ts';
import { MODELS } from '../../../lib/domain/ledger.ts';
import {
  customShares,
  halfLifeOf,
  isParting,
  offeredModels,
} from '../../../lib/kpis/attribution/model-options.ts';

const config = (attribution: Record<string, unknown>) =>
  ConfigSchema.safeParse({
    version: 1,
    timezone: 'Asia/Tokyo',
    currency: 'JPY',
    crm: { salesforce: {} },
    attribution,
  });

describe('halfLifeOf', () => {
  it('is the day by which half of the wins have come', () => {
    expect(halfLifeOf({ days: [3, 38, 90], shares: [0.2, 0.5, 1] })).toEqual({
      days: 38,
      basis: 'median-lag',
    });
  });

  it('is a day at least', () => {
    expect(halfLifeOf({ days: [0], shares: [1] })).toEqual({ days: 1, basis: 'median-lag' });
  });

  it('is seven days, labelled, before anything was won', () => {
    expect(halfLifeOf({ days: [], shares: [] })).toEqual({ days: 7, basis: 'default' });
  });
});

describe('customShares', () => {
  it('gives positions that the config leaves out no weight', () => {
    const parsed = config({ custom: { first: 0.7, opportunityCreation: 0.3 } });

    expect(parsed.success && customShares(parsed.data)).toEqual({
      first: 0.7,
      leadCreation: 0,
      dealCreation: 0.3,
      won: 0,
      last: 0,
      middle: 0,
    });
  });

  it('is null without weights', () => {
    const parsed = config({});

    expect(parsed.success && customShares(parsed.data)).toBeNull();
  });

  it.each([
    ['no weight above 0', { custom: { first: 0 } }, 'needs a weight above 0'],
    ['a negative weight', { custom: { first: -1 } }, '>=0'],
    ['a position there is none of', { custom: { second: 1 } }, 'second'],
  ])('refuses %s', (_case, attribution, text) => {
    const parsed = config(attribution);

    expect(parsed.error?.message).toContain(text);
  });
});

describe('offeredModels', () => {
  it('has the custom one only with weights', () => {
    expect(offeredModels(MODELS, true)).toEqual(MODELS);
    expect(offeredModels(MODELS, false)).toEqual(MODELS.filter((model) => model !== 'custom'));
  });
});

describe('isParting', () => {
  it('is true of models that may credit several touches', () => {
    expect(MODELS.filter((model) => !isParting(model))).toEqual([
      'first',
      'last',
      'last-non-direct',
      'lead-creation',
      'opportunity-creation',
    ]);
  });
});
