import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal } from '../hubspot-fixture.ts';
import { APP } from './app-path.ts';

describe('subscriptions', () => {
  it('are created, listed, changed and deleted', async () => {
    const portal = aPortal();
    const created = await portal.call('POST', `${APP}/subscriptions`, { eventType: 'deal.creation' });
    const { id } = z.object({ id: z.string() }).parse(created.body);

    const patched = await portal.call('PATCH', `${APP}/subscriptions/${id}`, { active: true });
    const batch = await portal.call('POST', `${APP}/subscriptions/batch/update`, {
      inputs: [{ id: Number(id), active: false }],
    });
    const list = await portal.call('GET', `/webhooks/2026-03/7906213/subscriptions`);
    await portal.call('DELETE', `${APP}/subscriptions/${id}`);
    const gone = await portal.call('GET', `${APP}/subscriptions/${id}`);

    expect(created.status).toBe(201);
    expect(patched.body).toMatchObject({ id, active: true });
    expect(batch.body).toMatchObject({ results: [{ id, active: false }] });
    expect(list.body).toMatchObject({ results: [{ id }] });
    expect(gone.status).toBe(404);
  });

  it('of an unknown event are refused', async () => {
    const reply = await aPortal().call('POST', `${APP}/subscriptions`, { eventType: 'contact.nonsense' });

    expect(reply.status).toBe(400);
  });

  it('have no settings until they are put', async () => {
    const portal = aPortal();

    const before = await portal.call('GET', `${APP}/settings`);
    await portal.call('PUT', `${APP}/settings`, {
      targetUrl: 'https://example.com/hook',
      throttling: { maxConcurrentRequests: 10 },
    });
    const after = await portal.call('GET', `${APP}/settings`);
    await portal.call('DELETE', `${APP}/settings`);
    const last = await portal.call('GET', `${APP}/settings`);

    expect([before.status, after.status, last.status]).toEqual([404, 200, 404]);
  });
});
