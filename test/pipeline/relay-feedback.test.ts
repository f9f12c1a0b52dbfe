import { describe, expect, it } from 'vitest';
import { relayFeedback, showFeedback } from '../../lib/pipeline/relay-feedback.ts';
import type { BusEvent, EventBus } from '../../lib/runtime/events.ts';
import { replaceLedger } from '../../lib/store/ledger-store.ts';
import { aWonDeal, times } from '../kpis/builders.ts';
import { prepared, WON } from './write-back/scenario.ts';

describe('relayFeedback', () => {
  it('puts one event on the bus for a won deal, without personal data', async () => {
    const { context } = await prepared();
    const { bus, events } = aBus();

    const report = await relayFeedback(context, bus);

    expect(report).toEqual({ won: 1, sent: 1 });
    expect(events).toEqual([
      {
        type: 'DealWon',
        detail: {
          id: WON,
          wonOn: '2026-02-20',
          leadSource: 'Webinar',
          channel: 'seminar',
          subChannel: null,
          unattributedReason: null,
          amount: '300000',
          currency: 'JPY',
          cycleDays: 41,
          isNewCustomer: true,
        },
      },
    ]);
  });

  it('sends nothing twice', async () => {
    const { context } = await prepared();
    const { bus, events } = aBus();
    await relayFeedback(context, bus);

    const report = await relayFeedback(context, bus);

    expect(report).toEqual({ won: 1, sent: 0 });
    expect(events).toHaveLength(1);
  });

  it('says what it does not know', async () => {
    const { context, table } = await prepared();
    const row = aWonDeal({ id: 'x', day: null, channel: null, reason: 'no-contact', amountMinor: null });
    await replaceLedger(table, { stage: 'won', month: 'undated' }, [row]);
    const { bus, events } = aBus();

    await relayFeedback(context, bus);

    expect(events.at(-1)?.detail).toMatchObject({
      id: 'x',
      wonOn: null,
      channel: null,
      unattributedReason: 'no-contact',
      amount: null,
      cycleDays: null,
    });
  });

  it('keeps a win of a later day back until that day', async () => {
    const { context, table } = await prepared();
    await replaceLedger(table, { stage: 'won', month: '2026-03' }, [
      aWonDeal({ id: 'x', day: '2026-03-11' }),
    ]);
    const { bus } = aBus();

    const early = await relayFeedback(context, bus);
    const due = await relayFeedback({ ...context, today: '2026-03-11' }, bus);

    expect([early.sent, due.sent]).toEqual([1, 1]);
  });

  it('sends a deal once that two months of the ledger hold while it moves', async () => {
    const { context, table } = await prepared();
    await replaceLedger(table, { stage: 'won', month: '2026-01' }, [aWonDeal({ id: WON })]);
    const { bus, events } = aBus();

    await relayFeedback(context, bus);

    expect(events).toHaveLength(1);
  });

  it('repeats no more than the batch that a failure interrupted, under the same ids', async () => {
    const { context, table } = await prepared();
    const rows = times(120, (at) => aWonDeal({ id: `deal-${String(at).padStart(3, '0')}` }));
    await replaceLedger(table, { stage: 'won', month: '2026-01' }, rows);
    const { bus, events } = aBus({ failsAt: 2 });
    await expect(relayFeedback(context, bus)).rejects.toThrow('the bus is away');

    const report = await relayFeedback(context, bus);

    expect(report).toEqual({ won: 121, sent: 71 });
    expect(new Set(events.map(({ detail }) => detail['id'])).size).toBe(121);
  });
});

describe('showFeedback', () => {
  it('tells wins and losses by lead source', async () => {
    const { context } = await prepared();

    const { rows } = await showFeedback(context, { by: 'lead-source', window: 'all' });

    expect(rows).toMatchObject([{ key: 'Webinar', leads: 4, won: 1, lost: 1, wonRevenue: '300000' }]);
  });
});

function aBus({ failsAt }: { readonly failsAt?: number } = {}): { bus: EventBus; events: BusEvent[] } {
  const events: BusEvent[] = [];
  let calls = 0;
  const put = async (batch: readonly BusEvent[]): Promise<void> => {
    calls += 1;
    events.push(...batch);
    if (calls === failsAt) throw new Error('the bus is away');
  };
  return { bus: { put }, events };
}
