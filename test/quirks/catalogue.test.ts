import { describe, expect, it } from 'vitest';
import { FAULTS, QUIRKS } from './catalogue.ts';
import { namedTests } from './named-tests.ts';

const named = new Set(namedTests().map(({ id }) => id));

describe('the catalogue', () => {
  it('holds 20 quirks of each CRM, and what both have', () => {
    const numbers = (letter: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);

    expect(Object.keys(QUIRKS)).toEqual([...numbers('H', 20), ...numbers('S', 20), ...numbers('X', 6)]);
  });

  it('holds every fault of reading', () => {
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, at) => `F${String(from + at).padStart(2, '0')}`);

    expect(Object.keys(FAULTS).sort()).toEqual([...numbers(1, 61), ...numbers(85, 93), 'F96']);
  });

  it('has for each quirk a test that is named after it', () => {
    expect(Object.keys(QUIRKS).filter((id) => !named.has(id))).toEqual([]);
  });

  it('has for each fault a test that is named after it', () => {
    expect(Object.keys(FAULTS).filter((id) => !named.has(id))).toEqual([]);
  });
});
