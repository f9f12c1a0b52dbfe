import { describe, expect, it } from 'vitest';
import type { CredentialKeeper } from '../../../lib/crm/credential-keeper.ts';
import { CrmFailure } from '../../../lib/crm/crm-failure.ts';
import { changePages, idsOf } from './reading-all.ts';
import { type AccountOptions, anAccount, contacts } from './test-account.ts';

const OAUTH = { clientId: 'sim-app', clientSecret: 'sim-secret', refreshToken: 'sim-refresh' };
const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const WINDOW = { phase: 'window', from: 5000 };

/** What a list answers, byte by byte, where it is asked for its first page. */
function listing(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const front: AccountOptions['front'] = async ({ url }) => {
    if (!/\/objects\/contacts\?/.test(url)) return undefined;
    return new Response(url.includes('after=') ? '{"results":[]}' : body, { headers });
  };
  return front;
}

function row(id: string, properties: string): string {
  return `{"id":"${id}","properties":${properties},"createdAt":"${STAMP.createdAt}","updatedAt":"${STAMP.updatedAt}"}`;
}

describe('a read through faults', () => {
  it.each([
    'server-error',
    'unavailable',
    'gateway-timeout',
    'bad-gateway-html',
    'web-server-down',
    'maintenance-html',
    'locked',
    'request-timeout',
    'reset-before',
    'reset-after',
    'reset-mid-body',
    'short-content-length',
    'truncated-body',
    'rate-limit',
    'rate-limit-retry-after',
    'rate-limit-retry-after-absurd',
    'rate-limit-retry-after-negative',
    'rate-limit-retry-after-text',
    'invalid-cursor',
    'same-page-twice',
    'short-page',
    'empty-page-with-cursor',
    'record-moved',
    'future-stamp',
    'truncated-at-row',
    'duplicate-keys',
    'deep-nesting',
    'huge-number',
    'lone-surrogate',
    'unknown-fields',
  ])('%s has each record by list', async (fault) => {
    const test = await anAccount({ tables: { contacts: contacts(350) } });
    const description = await test.crm.describe('contacts');
    test.account.faults.arm({ name: fault, calls: 1, object: 'contacts' });

    const ids = new Set<string>();
    const reading = async () => {
      for await (const page of test.crm.readChanges(description, null, { lookbackMs: 0 }))
        for (const { id } of page.records) ids.add(id);
    };
    const isAbsurd = fault === 'rate-limit-retry-after-absurd';
    const failure = await reading().then(
      () => undefined,
      (cause: unknown) => cause,
    );

    if (isAbsurd) expect(failure).toMatchObject({ failure: 'throttled', retryAfterMs: 900_000 });
    else expect([failure, ids.size]).toEqual([undefined, 350]);
  });

  it('that names a redirect does not follow it, and sends no token there', async () => {
    const asked: string[] = [];
    const test = await anAccount({
      front: async ({ url }) => {
        asked.push(new URL(url).pathname);
        if (url.includes('/elsewhere')) return Response.json({ results: [] });
        return new Response(null, { status: 302, headers: { location: '/elsewhere' } });
      },
    });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure: 'corrupt', status: 302 });
    expect(asked).not.toContain('/elsewhere');
  });

  it('that never ends its body is cut off by the deadline of the run', async () => {
    const test = await anAccount({
      deadline: { remainingMs: () => 3100 },
      front: async () =>
        new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }), {
          headers: { 'content-type': 'application/json' },
        }),
    });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure: 'deadline', wasSent: true });
  });

  it('that sends 200 MB stops reading it and fails', async () => {
    const megabyte = Buffer.alloc(1_000_000, 0x20);
    let sent = 0;
    const test = await anAccount({
      front: async () => {
        const body = new ReadableStream<Uint8Array>({
          pull: (controller) => {
            sent += 1;
            if (sent % 200 === 0) controller.close();
            else controller.enqueue(megabyte);
          },
        });
        return new Response(body, { headers: { 'content-type': 'application/json' } });
      },
    });

    const writing = test.crm.write('contacts', [{ id: '1', fields: { jobtitle: 'x' } }]);

    expect(await writing).toMatchObject([{ status: 'unknown', reason: expect.stringContaining('bytes') }]);
  });

  it('without a content type is read all the same', async () => {
    const front = listing(`{"results":[${row('1', '{"email":"a@example.com"}')}]}`, {});
    const test = await anAccount({ front });

    const pages = await changePages(test.crm, 'contacts', null);

    expect(idsOf(pages)).toEqual(['1']);
  });

  it.each([
    ['half a surrogate pair', '{"email":"\\ud800"}'],
    ['a number beyond all numbers', '{"amount":1e400}'],
    ['a value nested without end', `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('sets aside the record with %s and keeps the others', async (_what, properties) => {
    const front = listing(`{"results":[${row('1', properties)},${row('2', '{}')}]}`);
    const test = await anAccount({ front });

    const pages = await changePages(test.crm, 'contacts', null);

    expect(idsOf(pages)).toEqual(['2']);
    expect(pages.flatMap(({ rejects }) => rejects.map(({ id, code }) => [id, code]))).toEqual([
      ['1', 'record-invalid'],
    ]);
  });

  it('takes the later one of two equal keys', async () => {
    const front = listing(`{"results":[${row('1', '{"email":"a","email":"b"}')}]}`);
    const test = await anAccount({ front });

    const pages = await changePages(test.crm, 'contacts', null);

    expect(pages.flatMap(({ records }) => records.map(({ fields }) => fields['email']))).toEqual(['b']);
  });

  it('whose place in the list stays invalid is tried once more and then fails', async () => {
    const test = await anAccount({ tables: { contacts: contacts(150) } });
    const description = await test.crm.describe('contacts');
    test.account.faults.arm({ name: 'invalid-cursor', calls: 9 });

    const reading = async () => {
      for await (const _page of test.crm.readChanges(description, null, { lookbackMs: 0 }));
    };

    await expect(reading()).rejects.toMatchObject({ failure: 'request', status: 400 });
    expect(test.seen('GET', '/crm/v3/objects/{object}')).toBe(3);
  });

  it('of a portal that moves to another region waits as HubSpot says, within its time', async () => {
    const test = await anAccount();
    test.account.faults.arm({ name: 'migrating', calls: 9 });

    const describing = test.crm.describe('contacts');

    await expect(describing).rejects.toMatchObject({ failure: 'throttled', retryAfterMs: 60_000 });
  });

  it('of the last search page that the index cut is found by the next one', async () => {
    const test = await anAccount({ tables: { contacts: contacts(350) } });
    const description = await test.crm.describe('contacts');
    test.account.faults.arm({ name: 'truncated-at-row', calls: 1 });

    const ids = new Set<string>();
    for await (const page of test.crm.readChanges(description, WINDOW, { lookbackMs: 0 }))
      for (const { id } of page.records) ids.add(id);

    expect(ids.size).toBe(350);
  });
});

describe('a rotated refresh token', () => {
  it('is kept before its first use, and used from then on', async () => {
    const kept: string[] = [];
    const keeper = keeperThat(async (token) => void kept.push(token));
    const test = await anAccount({ credentials: OAUTH, keeper });
    test.account.faults.arm({ name: 'token-rotated', calls: 1 });

    await test.crm.count('contacts');

    expect(kept).toEqual([expect.stringMatching(/^sim-rotated-/)]);
  });

  it('that cannot be kept ends the run before any call with the new token', async () => {
    const keeper = keeperThat(() => Promise.reject(new CrmFailure('auth', 'the secret is locked')));
    const test = await anAccount({ credentials: OAUTH, keeper });
    test.account.faults.arm({ name: 'token-rotated', calls: 1 });

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'auth', message: 'the secret is locked' });
    expect(test.seen('POST', '/search')).toBe(0);
  });

  it('F03: that HubSpot refuses is given up, and no data call is made', async () => {
    const refused: string[] = [];
    const keeper = keeperThat(async () => undefined, { refreshToken: 'revoked', refused });
    const test = await anAccount({ credentials: OAUTH, keeper });

    const counting = test.crm.count('contacts');

    await expect(counting).rejects.toMatchObject({ failure: 'auth' });
    expect(refused).toEqual([expect.stringContaining('token endpoint')]);
    expect(test.seen('POST', '/search')).toBe(0);
  });
});

function keeperThat(
  keep: (token: string) => Promise<void>,
  { refreshToken = OAUTH.refreshToken, refused = [] }: { refreshToken?: string; refused?: string[] } = {},
): CredentialKeeper {
  const refuse = async (reason: string) => void refused.push(reason);
  return { refresh: (use) => use({ refreshToken, keep, refuse }) };
}
