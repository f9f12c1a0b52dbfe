import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COST_SCOPES } from '../../../lib/domain/cost-scope.ts';
import { SPEND_ORIGINS } from '../../../lib/domain/spend-origin.ts';
import { spendDuplicates } from '../../../lib/kpis/methods/spend-duplicates.ts';
import { bySourcePriority, type SpendEntry } from '../../../lib/kpis/methods/spend-priority.ts';
import { spendByScope } from '../../../lib/kpis/methods/spend-scopes.ts';

describe('bySourcePriority', () => {
  it('lets the file speak for a channel’s month, and campaigns for the months it leaves out', () => {
    const file = anEntry({ ref: 'ads.csv:2' });
    const campaign = anEntry({ origin: 'salesforce-campaign', ref: 'salesforce/Campaign/1' });
    const next = anEntry({ origin: 'salesforce-campaign', ref: 'salesforce/Campaign/2', month: '2026-02' });

    const { counted, superseded } = bySourcePriority([campaign, file, next]);

    expect(counted).toEqual([file, next]);
    expect(superseded).toEqual([campaign]);
  });

  it('takes a file’s 0 for an answer', () => {
    const zero = anEntry({ amountMinor: 0 });
    const campaign = anEntry({ origin: 'hubspot-campaign', ref: 'hubspot/campaigns/1' });

    const { counted } = bySourcePriority([zero, campaign]);

    expect(counted).toEqual([zero]);
  });

  it('keeps or sets aside every entry, one source for each channel and month', () => {
    const anyEntry = fc
      .record({
        origin: fc.constantFrom(...SPEND_ORIGINS),
        channel: fc.constantFrom('seminar', 'organic'),
        month: fc.constantFrom('2026-01', '2026-02'),
        amountMinor: fc.nat(),
      })
      .map(anEntry);
    fc.assert(
      fc.property(fc.array(anyEntry), (entries) => {
        const { counted, superseded } = bySourcePriority(entries);

        const cells = Map.groupBy(counted, ({ channel, month }) => `${month} ${channel}`);
        expect(counted.length + superseded.length).toBe(entries.length);
        expect(new Set(entries.map(({ channel, month }) => `${month} ${channel}`)).size).toBe(cells.size);
        for (const cell of cells.values()) expect(new Set(cell.map(({ origin }) => origin)).size).toBe(1);
      }),
    );
  });
});

describe('spendDuplicates', () => {
  it('names one payment that two sources report, across channels and spellings of the vendor', () => {
    const found = spendDuplicates([
      anEntry({ ref: 'ads.csv:2', vendor: 'ＡＣＭＥ ' }),
      anEntry({
        origin: 'salesforce-campaign',
        ref: 'salesforce/Campaign/1',
        channel: 'organic',
        vendor: 'acme',
      }),
    ]);

    expect(found).toEqual([
      { month: '2026-01', amountMinor: 100_000, refs: ['ads.csv:2', 'salesforce/Campaign/1'] },
    ]);
  });

  it('compares channels where neither names a vendor', () => {
    const found = spendDuplicates([
      anEntry(),
      anEntry({ origin: 'hubspot-campaign', ref: 'hubspot/campaigns/1' }),
    ]);

    expect(found).toHaveLength(1);
  });

  it.each<[string, Partial<SpendEntry>]>([
    ['the same source', { origin: 'csv' }],
    ['another month', { month: '2026-02' }],
    ['another amount', { amountMinor: 100_001 }],
    ['another vendor', { vendor: 'other' }],
  ])('finds none between entries of %s', (_case, parts) => {
    const found = spendDuplicates([
      anEntry({ vendor: 'acme' }),
      anEntry({ origin: 'salesforce-campaign', ref: 'salesforce/Campaign/1', vendor: 'acme', ...parts }),
    ]);

    expect(found).toEqual([]);
  });

  it('takes no two amounts of 0 for one payment', () => {
    const zeros = SPEND_ORIGINS.map((origin) => anEntry({ origin, amountMinor: 0 }));

    expect(spendDuplicates(zeros)).toEqual([]);
  });
});

describe('spendByScope', () => {
  it('nests media in program in fully loaded', () => {
    const scopes = spendByScope([
      { costScope: 'media', amountMinor: 100 },
      { costScope: 'program', amountMinor: 50 },
      { costScope: 'fully-loaded', amountMinor: 200 },
    ]);

    expect(COST_SCOPES.map((scope) => Number(scopes[scope].value))).toEqual([100, 150, 350]);
  });

  it('does not call media alone a fully loaded cost', () => {
    const scopes = spendByScope([{ costScope: 'media', amountMinor: 100 }]);

    expect(scopes.program.reason).toBe('scope-not-declared');
    expect(scopes['fully-loaded'].reason).toBe('scope-not-declared');
  });
});

function anEntry(parts: Partial<SpendEntry> = {}): SpendEntry {
  return {
    origin: 'csv',
    ref: 'ads.csv:2',
    channel: 'seminar',
    month: '2026-01',
    amountMinor: 100_000,
    vendor: null,
    ...parts,
  };
}
