import { describe, expect, it } from 'vitest';
import { armed, LIST, PageSchema, raw } from './armed-portal.ts';
import { aPortal, NOW } from './hubspot-fixture.ts';

describe('a payload', () => {
  it.each([
    ['duplicate-keys', /"results":\[\],"results":\[\]/],
    ['deep-nesting', /\[{1000}/],
    ['huge-number', /1e400/],
    ['lone-surrogate', /\\ud800/],
    ['unknown-fields', /UNHEARD_OF/],
  ])('%s holds %s', async (name, pattern) => {
    const reply = await raw(armed(name));

    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(pattern);
  });

  it('missing-fields leaves the first record without its properties', async () => {
    const { results } = PageSchema.parse(JSON.parse((await raw(armed('missing-fields'))).text));

    expect(results[0]).not.toHaveProperty('properties');
    expect(results[1]).toHaveProperty('properties');
  });

  it('truncated-at-row is whole JSON with fewer records and no cursor', async () => {
    const page = PageSchema.parse(JSON.parse((await raw(armed('truncated-at-row'), `${LIST}?limit=3`)).text));

    expect(page.results).toHaveLength(1);
    expect(page.paging).toBeUndefined();
  });
});

describe('a page', () => {
  it('same-page-twice leads to itself', async () => {
    const portal = armed('same-page-twice');

    const first = PageSchema.parse(JSON.parse((await raw(portal, `${LIST}?limit=2`)).text));
    const after = first.paging?.next.after;
    const second = PageSchema.parse(JSON.parse((await raw(portal, `${LIST}?limit=2&after=${after}`)).text));

    expect(second.results.map(({ id }) => id)).toEqual(first.results.map(({ id }) => id));
  });

  it('short-page has fewer rows than asked and goes on where it ended', async () => {
    const page = PageSchema.parse(JSON.parse((await raw(armed('short-page'))).text));

    expect(page.results.map(({ id }) => id)).toEqual(['1', '2']);
    expect(page.paging?.next.after).toBe('2');
  });

  it('empty-page-with-cursor has no rows and goes on', async () => {
    const page = PageSchema.parse(
      JSON.parse((await raw(armed('empty-page-with-cursor'), `${LIST}?after=2`)).text),
    );

    expect(page).toMatchObject({ results: [], paging: { next: { after: '2' } } });
  });

  it.each([
    ['record-moved', NOW],
    ['future-stamp', '2027-11-23T09:00:00.000Z'],
  ])('%s stamps its first record %s just after it was read', async (name, stamp) => {
    const portal = aPortal({ 'contacts.csv': 'id,updatedAt\n1,2026-01-01' });
    portal.faults.arm({ name, calls: 1 });

    const read = PageSchema.parse(JSON.parse((await raw(portal)).text));
    const again = PageSchema.parse(JSON.parse((await raw(portal)).text));

    expect(read.results[0]?.['updatedAt']).toBe('2026-01-01T00:00:00.000Z');
    expect(again.results[0]?.['updatedAt']).toBe(stamp);
  });

  it('late-index leaves the last record out of a search', async () => {
    const portal = armed('late-index');

    const reply = await raw(portal, `${LIST}/search`, { method: 'POST', body: '{}' });

    expect(JSON.parse(reply.text)).toMatchObject({ total: 3, results: { length: 3 } });
  });
});
