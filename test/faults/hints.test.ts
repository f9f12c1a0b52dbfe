import { describe, expect, it, onTestFinished } from 'vitest';
import { startChangeReceiver } from '../../lib/local/change-receiver.ts';
import { createLocalQueue } from '../../lib/local/job-queue.ts';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { parseIngestMessage } from '../../lib/pipeline/ingest/ingest-message.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { CLIENT_SECRET, createMemoryReceiver, PUBLIC_URL, subscribeAll } from '../soak/hint-traffic.ts';
import { aConfig } from '../support/builders.ts';
import { createCountingRandom } from '../support/manual-clock.ts';
import { type FaultStage, syncedStage } from './fault-stage.ts';

describe('webhooks of HubSpot over loopback', () => {
  it.each([
    ['once, in order', {}],
    ['twice, in reverse order', { copies: 2, order: 'reversed' }],
  ] as const)('that come %s leave the store as the CRM is', async (_how, delivery) => {
    const { stage, url, drained } = await aLine();
    await stage.edit(40);

    const report = await stage.hubspot.webhooks.deliver({ ...toUrl(url), ...delivery });

    await drained();
    expect(report.requests.every(({ status }) => status === 204)).toBe(true);
    expect(report.requests.length).toBeGreaterThan(0);
    expect((await stage.differences()).filter(isTold)).toEqual([]);
    stage.clock.advance(3_600_000);
    await stage.sync();
    expect((await stage.differences()).filter(isTold)).toEqual([]);
  });

  it.each(['signature', 'body', 'old', 'future', 'version-1', 'unsigned'] as const)(
    'F85: that are forged (%s) are refused and read nothing',
    async (forge) => {
      const { stage, url, drained } = await aLine();
      await stage.edit(20);
      stage.hubspot.calls.reset();

      const report = await stage.hubspot.webhooks.deliver({ ...toUrl(url), forge });

      await drained();
      expect(new Set(report.requests.map(({ status }) => status))).toEqual(new Set([401]));
      expect(stage.seen('hubspot')).toBe(0);
    },
  );

  it('that never come are made up for by the next sync', async () => {
    const { stage, url } = await aLine();
    await stage.edit(40);
    const { length } = stage.hubspot.webhooks.waiting();

    await stage.hubspot.webhooks.deliver({ ...toUrl(url), drop: length });
    stage.clock.advance(27 * 3_600_000);
    await stage.sync();

    expect(await stage.differences()).toEqual([]);
  });

  it('F61: of a deletion for privacy erase the record, and no later sync brings it back', async () => {
    const { stage, url, drained } = await aLine();
    const [victim] = (await loadRecords(stage.table, 'hubspot', 'contacts')).filter(
      ({ deleted }) => !deleted,
    );
    const id = victim?.id ?? '';
    const answer = await stage.hubspot.app.request('/crm/v3/objects/contacts/gdpr-delete', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sim-app' },
      body: JSON.stringify({ objectId: id }),
    });

    await stage.hubspot.webhooks.deliver(toUrl(url));

    await drained();
    stage.clock.advance(27 * 3_600_000);
    await stage.sync({ crm: 'hubspot' });
    expect(answer.status).toBe(204);
    expect((await loadRecords(stage.table, 'hubspot', 'contacts')).map((one) => one.id)).not.toContain(id);
  });
});

describe('change events of Salesforce', () => {
  it.each([
    ['relay', 'shuffle'],
    ['appflow', 'reverse'],
  ] as const)(
    'by %s, in %s order, with doubles and gaps, leave the store as the CRM is',
    async (envelope, order) => {
      const { stage, url, drained } = await aLine();
      await stage.edit(40);
      stage.clock.advance(5 * 60_000);
      const events = stage.salesforce.takeChangeEvents({ envelope, order, duplicateEvery: 3, gapEvery: 7 });

      for (const body of events) await post(`${url}/change-events`, body);

      await drained();
      expect(events.length).toBeGreaterThan(0);
      expect((await stage.differences()).filter((line) => line.startsWith('salesforce'))).toEqual([]);
    },
  );

  it('that overflow have everything since then read again', async () => {
    const { stage, url, drained } = await aLine();
    await stage.edit(40);
    stage.clock.advance(5 * 60_000);
    stage.salesforce.takeChangeEvents();
    for (const object of ['Lead', 'Contact', 'Account', 'Opportunity'])
      await stage.salesforce.app.request('http://salesforce.test/_simulator/change-events', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ gap: 'GAP_OVERFLOW', object }),
      });

    for (const body of stage.salesforce.takeChangeEvents()) await post(`${url}/change-events`, body);

    await drained();
    const open = (await stage.differences()).filter((line) =>
      /^salesforce (Lead|Contact|Account) /.test(line),
    );
    expect(open).toEqual([]);
  });
});

/** Both CRMs, the receiver on loopback, and the queue behind it, which has what hints name read. */
async function aLine() {
  const stage = await syncedStage();
  await subscribeAll(stage.hubspot);
  stage.salesforce.takeChangeEvents();
  const receiver = createMemoryReceiver({ nowMs: stage.clock.nowMs });
  const queue = createLocalQueue(async (event) => readHints(stage, bodyOf(event)));
  const server = await startChangeReceiver(async (event) => {
    const answer = await receiver.handler(event);
    for (const message of receiver.take()) queue.send(message);
    return answer;
  });
  onTestFinished(server.close);
  const drained = async (): Promise<void> => {
    await queue.drained();
    expect(queue.deadLetters).toEqual([]);
  };
  return { stage, url: server.url, drained };
}

async function readHints(stage: FaultStage, body: unknown): Promise<void> {
  const { crm: name, hints = [] } = parseIngestMessage(body);
  const crm = (await stage.connect()).get(name);
  if (crm === undefined) throw new Error(`${name} is not connected`);
  const random = createCountingRandom(`hints-${stage.clock.nowMs()}`);
  const { table, clock } = stage;
  const context = { table, config: aConfig(), clock, random, log: SILENT_LOG, today: '2026-03-10' };
  const { runs } = await ingestHints(context, crm, hints);
  const [failed] = runs.flatMap(({ error }) => error ?? []);
  if (failed !== undefined) throw new Error(failed.message);
}

function bodyOf(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('Records' in event) || !Array.isArray(event.Records))
    return undefined;
  const [record]: readonly unknown[] = event.Records;
  if (typeof record !== 'object' || record === null || !('body' in record)) return undefined;
  return JSON.parse(String(record.body));
}

async function post(url: string, body: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body });
  await answer.body?.cancel();
  expect(answer.status).toBe(204);
}

/** A record of HubSpot that was only stamped anew sends no webhook; Salesforce tells elsewhere. */
function isTold(line: string): boolean {
  return line.startsWith('hubspot') && !/\.(hs_)?lastmodifieddate is /.test(line);
}

function toUrl(url: string) {
  return { targetUrl: `${url}/webhooks/hubspot`, signedUrl: PUBLIC_URL, clientSecret: CLIENT_SECRET };
}
