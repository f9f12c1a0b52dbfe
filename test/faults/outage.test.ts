import { describe, expect, it, vi } from 'vitest';
import { createSalesforceCrm } from '../../lib/crm/salesforce/salesforce-crm.ts';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import { anAccount } from '../crm/hubspot/test-account.ts';
import { evenRandom, instantClock, SIM, startScriptedOrg } from '../crm/salesforce/scripted-org.ts';
import { type FaultStage, failuresOf, openFaults, syncedStage } from './fault-stage.ts';

const MANY = 10_000;
/** Of one call, before its object is given up for this run. */
const MOST_ATTEMPTS = 5;
const OBJECT = { salesforce: 'Lead', hubspot: 'contacts' } as const;
const CRMS = ['salesforce', 'hubspot'] as const;

describe.each(CRMS)('an outage of %s', (crm) => {
  it('F19 that passes costs one call more for each that failed', async () => {
    const [calm, troubled] = [await openFaults(), await openFaults()];
    await calm.sync({ crm });
    for (const calls of [2, 1])
      troubled[crm].faults.arm({ name: 'server-error', calls, object: OBJECT[crm] });

    const report = await troubled.sync({ crm });

    expect(troubled[crm].faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect(troubled.seen(crm)).toBe(calm.seen(crm) + 3);
  });

  it('F20 that does not pass ends the run after few calls; the next one goes on where the last good one stood', async () => {
    const stage = await syncedStage();
    const checkpoint = await loadCheckpoint(stage.table, crm, OBJECT[crm]);
    await stage.edit(12);
    stage[crm].calls.reset();
    stage[crm].faults.arm({ name: 'server-error', calls: MANY });

    const report = await stage.sync({ crm, objects: [OBJECT[crm]] });

    const calls = stage.seen(crm);
    const kept = await loadCheckpoint(stage.table, crm, OBJECT[crm]);
    stage[crm].faults.clear();
    stage.clock.advance(60_000);
    await stage.sync();
    expect(failuresOf(report)).toEqual([`${crm} ${OBJECT[crm]} failed crm-unreachable`]);
    expect(calls).toBeLessThanOrEqual(MOST_ATTEMPTS);
    expect(kept).toEqual(checkpoint);
    expect(await stage.differences()).toEqual([]);
  });

  it('F26 in which no answer comes is ended by the call’s own deadline, and asked again', async () => {
    const stage = await openFaults();
    const deadlines = holdDeadlines();
    stage[crm].faults.arm({ name: 'no-answer', calls: 1, object: OBJECT[crm] });

    const syncing = stage.sync();
    await spent(stage, crm);
    deadlines.end();
    const report = await syncing;

    expect(failuresOf(report)).toEqual([]);
    expect(deadlines.longestMs()).toBeLessThanOrEqual(60_000);
    expect(await stage.differences()).toEqual([]);
  });
});

describe('a page larger than memory', () => {
  const megabyte = Buffer.alloc(1_000_000, 0x20);
  /** Of 200 that the CRM would send. */
  const MOST_READ = 100;

  it('F32 of HubSpot is left off after a share of it', async () => {
    let sent = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      sent += 1;
      if (sent === 200) controller.close();
      else controller.enqueue(megabyte);
    };
    const { crm } = await anAccount({
      front: async () =>
        new Response(new ReadableStream({ pull }), { headers: { 'content-type': 'application/json' } }),
    });

    const outcomes = await crm.write('contacts', [{ id: '1', fields: { jobtitle: 'x' } }]);

    expect(outcomes).toMatchObject([{ status: 'unknown', reason: expect.stringContaining('bytes') }]);
    expect(sent).toBeLessThan(MOST_READ);
  });

  it('F32 of Salesforce is left off after a share of it', async () => {
    let sent = 0;
    const org = await startScriptedOrg(() => (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pump = (): void => {
        while (sent < 200) {
          sent += 1;
          if (!response.write(megabyte)) return void response.once('drain', pump);
        }
        response.end();
      };
      pump();
    });
    const crm = createSalesforceCrm({
      url: org.url,
      credentials: SIM,
      clock: instantClock(),
      random: evenRandom,
    });

    const outcomes = await crm.write('Lead', [{ id: '00Q000000000001AAA', fields: { Title: 'x' } }]);

    await org.close();
    expect(outcomes).toMatchObject([{ status: 'unknown', reason: expect.stringContaining('bytes') }]);
    expect(sent).toBeLessThan(MOST_READ);
  });
});

/** Deadlines of calls that end when the test says so, instead of after half a minute. */
function holdDeadlines() {
  const open: AbortController[] = [];
  const asked: number[] = [];
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    open.push(controller);
    asked.push(ms);
    return controller.signal;
  });
  return {
    end: () => {
      spy.mockRestore();
      for (const controller of open) controller.abort(new DOMException('too late', 'TimeoutError'));
    },
    longestMs: () => Math.max(...asked),
  };
}

/** The armed fault has met its call. */
async function spent(stage: FaultStage, crm: (typeof CRMS)[number]): Promise<void> {
  while (stage[crm].faults.armed().length > 0) await new Promise((resolve) => setImmediate(resolve));
}
