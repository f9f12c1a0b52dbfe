import { describe, expect, it } from 'vitest';
import { armed, LIST, PageSchema, raw } from './armed-portal.ts';
import { onLoopback, type TestPortal } from './hubspot-fixture.ts';

describe('a connection', () => {
  const read = async (portal: TestPortal, init: RequestInit = {}) => {
    const url = await onLoopback(portal);
    const response = await fetch(`${url}${LIST}`, { headers: { authorization: 'Bearer sim-x' }, ...init });
    return response.text();
  };

  it('reset-mid-body ends within the answer', async () => {
    await expect(read(armed('reset-mid-body'))).rejects.toThrow('terminated');
  });

  it('short-content-length delivers half of the JSON as if it were all', async () => {
    const text = await read(armed('short-content-length'));

    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('no-answer stays silent until the client gives up', async () => {
    const controller = new AbortController();
    const portal = armed('no-answer');
    const waiting = read(portal, { signal: controller.signal });
    await expect.poll(() => portal.calls.list().length).toBe(1);

    controller.abort();

    await expect(waiting).rejects.toThrow('abort');
  });

  it('dripping-body comes whole in the end', async () => {
    const text = (await raw(armed('dripping-body'))).text;

    expect(PageSchema.parse(JSON.parse(text)).results).toHaveLength(4);
  });

  it('write-response-lost keeps the write and waits for one', async () => {
    const portal = armed('write-response-lost');

    const list = await raw(portal);
    const body = JSON.stringify({ properties: { firstname: 'Ann' } });
    const write = await raw(portal, `${LIST}/1`, { method: 'PATCH', body });
    const after = await raw(portal, `${LIST}/1`);

    expect([list.status, write.status]).toEqual([200, 502]);
    expect(JSON.parse(after.text)).toMatchObject({ properties: { firstname: 'Ann' } });
  });

  it('huge-page sends far more than any page holds', async () => {
    const portal = armed('huge-page');
    const response = await portal.app.request(LIST, { headers: { authorization: 'Bearer sim-x' } });
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > 50_000_000) break;
    }

    expect(bytes).toBeGreaterThan(50_000_000);
  });
});
