import { describe, expect, it } from 'vitest';
import type { FieldType } from '../../../lib/crm/fields.ts';
import type { FieldValue } from '../../../lib/domain/entities.ts';
import { isMoved, isSameValue } from '../../../lib/pipeline/write-back/moved.ts';

const TEXT: FieldType = { kind: 'text', length: 80 };
const MONEY: FieldType = { kind: 'currency', digits: 18, decimals: 2 };
const DATE: FieldType = { kind: 'date' };

describe('isMoved', () => {
  it.each<[FieldType, FieldValue, FieldValue, boolean]>([
    [MONEY, 100, 102, false],
    [MONEY, 100, 102.01, true],
    [MONEY, 100, 98, false],
    [MONEY, 100, 97.9, true],
    [MONEY, '100', 102, false],
    [MONEY, '100.0', '103', true],
    [MONEY, -100, -102, false],
    [MONEY, 0, 0, false],
    [MONEY, 0, 0.01, true],
    [MONEY, 100, 0, true],
    [MONEY, null, 100, true],
    [MONEY, null, 0, true],
    [MONEY, 100, null, true],
    [MONEY, null, null, false],
    [MONEY, '', null, false],
    [TEXT, 'a', 'a', false],
    [TEXT, 'a', 'b', true],
    [TEXT, '', 'b', true],
    [TEXT, 'a', '', true],
    [DATE, '2026-02-28', '2026-02-28', false],
    [DATE, '2026-02-28', '2026-03-31', true],
  ])('of %o from %j to %j is %s', (type, old, next, expected) => {
    expect(isMoved({ type, stem: 'X' }, { old, next, onlyIfDelta: 0.02 })).toBe(expected);
  });

  it('takes every change of a number where the tolerance is 0', () => {
    expect(isMoved({ type: MONEY, stem: 'X' }, { old: 100, next: 100.01, onlyIfDelta: 0 })).toBe(true);
  });

  it.each<[FieldValue, FieldValue, boolean]>([
    [null, 100, true],
    [100, 200, false],
    [100, null, false],
    [null, null, false],
  ])('lets a customer keep the CAC of its acquisition: from %j to %j is %s', (old, next, expected) => {
    expect(isMoved({ type: MONEY, stem: 'Acquisition_CAC' }, { old, next, onlyIfDelta: 0.02 })).toBe(
      expected,
    );
  });
});

describe('isSameValue', () => {
  it.each<[FieldValue, FieldValue, boolean]>([
    [300_000, '300000.0', true],
    ['300000', 300_000, true],
    [null, '', true],
    [null, 0, false],
    ['', 0, false],
    [' ', 0, false],
    ['a', 'a', true],
    ['a', 'A', false],
    [true, 'true', true],
    ['1e3', 1000, true],
    ['007', '7', true],
  ])('of %j and %j is %s', (a, b, expected) => {
    expect(isSameValue(a, b)).toBe(expected);
  });
});
