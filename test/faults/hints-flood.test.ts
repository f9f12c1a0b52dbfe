import { describe, expect, it } from 'vitest';
import { seedChance } from '../../lib/local/demo/chance.ts';
import { createMemoryReceiver, type HintMessage, signedDelivery } from '../soak/hint-traffic.ts';

const BATCHES = 1_500;

const EVENTS = 10_000;

const TRIES = 10;

describe('a flood', () => {
  it('F92: of 1,500 deliveries loses none where the queue refuses a tenth of them', async () => {
    const chance = seedChance(1);
    const nowMs = () => 1_000_000;
    const receiver = createMemoryReceiver({ nowMs, isQueueDown: () => chance.happens(0.1) });
    let failed = 0;

    for (let batch = 0; batch < BATCHES; batch += 1) {
      const delivery = signedDelivery(JSON.stringify([anEvent(batch)]), nowMs());
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const isTaken = await receiver.handler(delivery).then(
          (answer) => answer?.statusCode === 204,
          () => false,
        );
        if (isTaken) break;
        failed += 1;
      }
    }

    expect(failed).toBeGreaterThan(BATCHES * 0.05);
    expect(new Set(receiver.take().flatMap(idsOf)).size).toBe(BATCHES);
  });

  it('P10: of 10,000 events, doubled, reordered, forged and broken, loses none and takes no forged one', async () => {
    const chance = seedChance(2);
    const nowMs = () => 1_000_000;
    const receiver = createMemoryReceiver({ nowMs });
    const count = { forged: 0, refused: 0, broken: 0 };
    const order = Array.from({ length: EVENTS }, (_, at) => ({
      at,
      place: at + (chance.happens(0.1) ? chance.int(0, 500) : 0),
    })).sort((a, b) => a.place - b.place);

    for (const { at } of order) {
      if (chance.happens(0.01)) {
        count.forged += 1;
        const forged = signedDelivery(JSON.stringify([anEvent(EVENTS + at)]), nowMs(), 'forged');
        if ((await receiver.handler(forged))?.statusCode === 401) count.refused += 1;
      }
      const isBroken = chance.happens(0.001);
      if (isBroken) count.broken += 1;
      const body = JSON.stringify(isBroken ? [{ subscriptionType: 7 }, anEvent(at)] : [anEvent(at)]);
      for (let copy = chance.happens(0.1) ? 2 : 1; copy > 0; copy -= 1)
        await receiver.handler(signedDelivery(body, nowMs()));
    }

    const ids = new Set(receiver.take().flatMap(idsOf).map(Number));
    expect(ids.size).toBe(EVENTS);
    expect(Math.max(...ids)).toBe(EVENTS);
    expect(count.refused).toBe(count.forged);
    expect(count.forged).toBeGreaterThan(0);
    expect(receiver.refused.length).toBeGreaterThanOrEqual(count.broken);
  });
});

function idsOf({ hints }: HintMessage): readonly string[] {
  return hints.flatMap(({ ids }) => ids);
}

function anEvent(at: number) {
  return { eventId: 1, portalId: 1, occurredAt: 1, subscriptionType: 'contact.creation', objectId: at + 1 };
}
