import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readWebhook, type WebhookAnswer } from '../../lib/crm/hubspot/webhook.ts';
import type { CrmName } from '../../lib/crm/record-maps.ts';
import { toChangeHints } from '../../lib/crm/salesforce/change-hints.ts';
import type { Hint } from '../../lib/domain/hint.ts';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import { type FaultStage, syncedStage } from '../faults/fault-stage.ts';
import { aConfig } from '../support/builders.ts';
import { close, listen } from '../support/loopback-server.ts';
import { createCountingRandom } from '../support/manual-clock.ts';

const PUBLIC_URL = 'https://hooks.example.com/webhooks/hubspot';
const APP = '/webhooks/v3/7906213';
const SUBSCRIBED = [
  { eventType: 'contact.propertyChange', propertyName: 'lastname' },
  { eventType: 'contact.deletion' },
  { eventType: 'contact.merge' },
  { eventType: 'deal.propertyChange', propertyName: 'amount' },
];

/** The sync of what hints name, as the function that takes them off the queue does it. */
async function take(stage: FaultStage, crm: CrmName, hints: readonly Hint[]) {
  const { clock, table } = stage;
  const adapter = (await stage.connect()).get(crm);
  if (adapter === undefined) throw new Error(`${crm} is not configured`);
  const random = createCountingRandom('hints');
  const context = { table, clock, random, config: aConfig(), log: SILENT_LOG, today: '2026-03-10' };
  return ingestHints(context, adapter, hints);
}

/** A receiver behind a gateway: it is called at another address than the one that HubSpot signs. */
async function aReceiver(stage: FaultStage) {
  const answers: WebhookAnswer[] = [];
  const server = createServer(async (request, response) => {
    const answer = await readWebhook(await toRequest(request), {
      publicUrl: PUBLIC_URL,
      portalId: undefined,
      clientSecret: async () => 'sim-secret',
      nowMs: stage.clock.nowMs,
    });
    answers.push(answer);
    response.writeHead(answer.status).end();
  });
  const url = await listen(server);
  onTestFinished(() => close(server));
  return { url, answers, hints: () => answers.flatMap((one) => ('batch' in one ? one.batch.hints : [])) };
}

async function toRequest(request: IncomingMessage) {
  const chunks: string[] = [];
  for await (const chunk of request.setEncoding('utf8')) chunks.push(String(chunk));
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return { method: request.method ?? '', query: '', headers, body: chunks.join(''), isBase64: false };
}

async function subscribe({ hubspot }: FaultStage, targetUrl: string): Promise<void> {
  const call = (method: string, path: string, body: object) =>
    hubspot.app.request(`${APP}${path}`, {
      method,
      headers: { authorization: 'Bearer sim-app', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await call('PUT', '/settings', { targetUrl, throttling: { maxConcurrentRequests: 10 } });
  for (const one of SUBSCRIBED) await call('POST', '/subscriptions', { ...one, active: true });
}

describe('webhooks of HubSpot', () => {
  it('H19 in batches, twice and in reverse, signed over the public address, leave what the CRM holds', async () => {
    const stage = await syncedStage();
    const receiver = await aReceiver(stage);
    await subscribe(stage, receiver.url);
    const [first, second, third, fourth] = stage.hubspot.portal.tables.get('contacts')?.records.ordered ?? [];
    const contact = { object: 'contacts', id: first?.id ?? '' };
    stage.hubspot.edit({ kind: 'update', ...contact, properties: { lastname: 'Old' } });
    stage.clock.advance(1000);
    stage.hubspot.edit({ kind: 'update', ...contact, properties: { lastname: 'New' } });
    stage.hubspot.edit({ kind: 'archive', object: 'contacts', id: second?.id ?? '' });
    const pair = { primaryId: third?.id ?? '', otherId: fourth?.id ?? '' };
    stage.hubspot.edit({ kind: 'merge', object: 'contacts', ...pair });

    const sent = await stage.hubspot.webhooks.deliver({
      signedUrl: PUBLIC_URL,
      order: 'reversed',
      copies: 2,
      batchSize: 2,
    });

    const report = await take(stage, 'hubspot', receiver.hints());
    expect(sent.requests.length).toBeGreaterThan(2);
    expect(receiver.answers.map(({ status }) => status)).toEqual(sent.requests.map(() => 200));
    expect(report.runs.map(({ status }) => status)).toEqual(['complete']);
    expect((await stage.differences()).filter((line) => line.startsWith('hubspot contacts'))).toEqual([]);
  });

  it('H19 signed over the address that was called, not the public one, are refused', async () => {
    const stage = await syncedStage();
    const receiver = await aReceiver(stage);
    await subscribe(stage, receiver.url);
    const [contact] = stage.hubspot.portal.tables.get('contacts')?.records.ordered ?? [];
    const change = { object: 'contacts', id: contact?.id ?? '', properties: { lastname: 'x' } };
    stage.hubspot.edit({ kind: 'update', ...change });

    await stage.hubspot.webhooks.deliver();

    expect(receiver.answers.map(({ status }) => status)).toEqual([401]);
  });
});

describe('change events of Salesforce', () => {
  it.each([
    ['relay', {}],
    ['appflow', {}],
    ['relay', { order: 'reverse', duplicateEvery: 2 }],
    ['relay', { gapEvery: 1 }],
  ] as const)(
    'S19 by %s, %j, name what is read again: several ids in one, gaps without ids',
    async (envelope, wish) => {
      const stage = await syncedStage();
      stage.salesforce.takeChangeEvents();
      stage.salesforce.edit({
        verb: 'touch',
        object: 'Lead',
        count: 5,
        values: { Status: 'Working - Contacted' },
      });
      stage.clock.advance(1000);
      stage.salesforce.edit({ verb: 'create', object: 'Lead', values: { LastName: 'New', Company: 'Firm' } });

      const events = stage.salesforce.takeChangeEvents({ envelope, ...wish });

      const batches = events.map((event) => toChangeHints(detailOf(event)));
      const report = await take(
        stage,
        'salesforce',
        batches.flatMap(({ hints }) => hints),
      );
      expect(batches.flatMap(({ rejects }) => rejects)).toEqual([]);
      expect(report.runs.reduce((sum, { upserted }) => sum + upserted, 0)).toBe(6);
      expect((await stage.differences()).filter((line) => line.startsWith('salesforce Lead'))).toEqual([]);
    },
  );

  it('S19 of a gap without ids have everything since then read again', async () => {
    const stage = await syncedStage();
    stage.salesforce.edit({
      verb: 'touch',
      object: 'Lead',
      count: 5,
      values: { Status: 'Working - Contacted' },
    });
    stage.salesforce.takeChangeEvents();
    await stage.salesforce.app.request('/_simulator/change-events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ gap: 'GAP_OVERFLOW', object: 'Lead' }),
    });
    const events = stage.salesforce.takeChangeEvents();
    stage.clock.advance(60_000);

    const hints = events.flatMap((event) => toChangeHints(detailOf(event)).hints);

    const report = await take(stage, 'salesforce', hints);
    expect(report.runs.map(({ upserted }) => upserted)).toEqual([5]);
  });

  it('S19 that were lost are made up for by the next sync', async () => {
    const stage = await syncedStage();
    stage.salesforce.edit({
      verb: 'touch',
      object: 'Lead',
      count: 5,
      values: { Status: 'Working - Contacted' },
    });
    const events = stage.salesforce.takeChangeEvents({ dropEvery: 1 });
    stage.clock.advance(60_000);

    await stage.sync();

    expect(events).toEqual([]);
    expect(await stage.differences()).toEqual([]);
  });
});

/** EventBridge hands the detail of an event on. */
function detailOf(event: string): unknown {
  const parsed: unknown = JSON.parse(event);
  return typeof parsed === 'object' && parsed !== null && 'detail' in parsed ? parsed.detail : parsed;
}
