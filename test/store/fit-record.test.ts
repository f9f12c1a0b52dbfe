import { describe, expect, it } from 'vitest';
import { fitRecord } from '../../lib/store/fit-record.ts';
import { aCrmRecord } from '../support/builders.ts';

const NOTHING: ReadonlySet<string> = new Set();
const recordOf = (fields: Readonly<Record<string, string>>) => aCrmRecord('hubspot/contacts/1', { fields });
const long = (chars: number) => 'x'.repeat(chars);

describe('fitRecord', () => {
  it('leaves a record alone that fits', () => {
    const record = recordOf({ a: long(100_000), b: long(100_000) });

    expect(fitRecord(record, NOTHING)).toEqual({ record, cut: [] });
  });

  it('cuts the longest text first, and only as many as it takes', () => {
    const record = recordOf({ short: 'kept', a: long(200_000), b: long(300_000) });

    const fit = fitRecord(record, NOTHING);

    expect(fit?.cut).toEqual(['b']);
    expect(fit?.record.fields).toEqual({ short: 'kept', a: long(200_000), b: long(4_000) });
  });

  it('never cuts a field that must stay whole', () => {
    const record = recordOf({ mapped: long(250_000), other: long(200_000) });

    expect(fitRecord(record, new Set(['mapped']))?.cut).toEqual(['other']);
  });

  it('gives nothing where cutting is not enough', () => {
    expect(fitRecord(recordOf({ mapped: long(400_000) }), new Set(['mapped']))).toBeUndefined();
  });

  it('counts bytes and not characters, and cuts no character in two', () => {
    const record = recordOf({ text: `${long(3_999)}${'😀'.repeat(100_000)}` });

    const text = String(fitRecord(record, NOTHING)?.record.fields['text']);

    expect(text.isWellFormed()).toBe(true);
    expect(text).toHaveLength(4_000);
  });
});
