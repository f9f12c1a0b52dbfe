import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonRecord } from '../../../lib/domain/entities.ts';
import { identifyPeople } from '../../../lib/domain/identity/identify-people.ts';
import type { Identity } from '../../../lib/domain/identity/identity.ts';
import { normalEmail } from '../../../lib/domain/identity/normal-email.ts';
import { aPerson, ref } from '../../support/builders.ts';

const LEAD = 'salesforce/Lead/1';
const CONTACT = 'salesforce/Contact/1';
const HUBSPOT = 'hubspot/contacts/1';

describe('identifyPeople', () => {
  it.each<[string, readonly PersonRecord[]]>([
    ['a foreign id stored in HubSpot', [aPerson(LEAD), aPerson(HUBSPOT, { foreignRefs: [ref(LEAD)] })]],
    ['a foreign id stored in Salesforce', [aPerson(LEAD, { foreignRefs: [ref(HUBSPOT)] }), aPerson(HUBSPOT)]],
    [
      'a conversion',
      [aPerson(LEAD, { convertedTo: [ref(CONTACT), ref('salesforce/Account/9')] }), aPerson(CONTACT)],
    ],
    ['an e-mail', [aPerson(LEAD, { email: 'a@x.jp' }), aPerson(HUBSPOT, { email: 'a@x.jp' })]],
    [
      'an e-mail in another case',
      [aPerson(LEAD, { email: 'A@X.jp' }), aPerson(HUBSPOT, { email: 'a@x.JP' })],
    ],
    [
      'an e-mail in full width',
      [aPerson(LEAD, { email: 'ａ＠ｘ．jp' }), aPerson(HUBSPOT, { email: 'a@x.jp' })],
    ],
    ['an e-mail with blanks', [aPerson(LEAD, { email: '　a@x.jp ' }), aPerson(HUBSPOT, { email: 'a@x.jp' })]],
    [
      'a lead and a contact of one e-mail',
      [aPerson(LEAD, { email: 'a@x.jp' }), aPerson(CONTACT, { email: 'a@x.jp' })],
    ],
  ])('joins by %s', (_case, people) => {
    const identity = identifyPeople(people);

    expect(groupsOf(identity)).toHaveLength(1);
    expect(identity.issues).toEqual([]);
  });

  it.each<[string, readonly PersonRecord[]]>([
    ['nothing in common', [aPerson(LEAD, { email: 'a@x.jp' }), aPerson(HUBSPOT, { email: 'b@x.jp' })]],
    ['blank e-mails', [aPerson(LEAD, { email: '' }), aPerson(HUBSPOT, { email: ' ' })]],
    ['texts that are no e-mail', [aPerson(LEAD, { email: 'none' }), aPerson(HUBSPOT, { email: 'none' })]],
    [
      'a foreign id of a record nobody has',
      [aPerson(LEAD, { foreignRefs: [ref('hubspot/contacts/9')] }), aPerson(HUBSPOT)],
    ],
  ])('keeps records with %s apart, without an issue', (_case, people) => {
    const identity = identifyPeople(people);

    expect(groupsOf(identity)).toHaveLength(2);
    expect(identity.issues).toEqual([]);
  });

  it('rejects and lists an e-mail that several records of one object share', () => {
    const email = 'info@x.jp';
    const other = 'salesforce/Lead/2';

    const identity = identifyPeople([
      aPerson(LEAD, { email }),
      aPerson(other, { email }),
      aPerson(HUBSPOT, { email }),
    ]);

    expect(groupsOf(identity)).toHaveLength(3);
    expect(identity.issues.map(({ code, ref: at }) => `${code} ${at}`)).toEqual([
      `ambiguous-identity ${HUBSPOT}`,
      `ambiguous-identity ${LEAD}`,
      `ambiguous-identity ${other}`,
    ]);
    expect(identity.issues[1]?.detail).toBe(`shares its e-mail with ${HUBSPOT}, ${other}`);
  });

  it('takes a shared e-mail where stored ids say that the records are one person', () => {
    const email = 'a@x.jp';
    const second = aPerson('salesforce/Lead/2', { email, foreignRefs: [ref(HUBSPOT)] });

    const identity = identifyPeople([
      aPerson(LEAD, { email, foreignRefs: [ref(HUBSPOT)] }),
      second,
      aPerson(HUBSPOT),
      aPerson(CONTACT, { email }),
    ]);

    expect(groupsOf(identity)).toHaveLength(1);
    expect(identity.issues).toEqual([]);
  });

  it.each([
    ['the oldest record', { createdAt: '2026-01-02' }, { createdAt: '2026-01-01' }, HUBSPOT],
    [
      'the oldest of a day and an instant',
      { createdAt: '2026-01-01T09:00:00.000Z' },
      { createdAt: '2026-01-01' },
      HUBSPOT,
    ],
    ['the first by name of two of one age', {}, {}, HUBSPOT],
    ['a dated record before an undated one', {}, { createdAt: null }, LEAD],
  ])('calls a person after %s', (_case, lead, contact, expected) => {
    const identity = identifyPeople([
      aPerson(LEAD, { email: 'a@x.jp', ...lead }),
      aPerson(HUBSPOT, { email: 'a@x.jp', ...contact }),
    ]);

    expect(identity.canonicalOf.get(LEAD)).toBe(expected);
    expect(identity.canonicalOf.get(HUBSPOT)).toBe(expected);
  });

  it('is empty for nobody', () => {
    expect(identifyPeople([])).toEqual({
      canonicalOf: new Map(),
      aliases: new Map(),
      forebears: new Set(),
      issues: [],
    });
  });

  it('does not depend on the order of the records', () => {
    const shuffled = fc
      .array(personArbitrary(), { maxLength: 12 })
      .map((people) => [...new Map(people.map((person) => [JSON.stringify(person.ref), person])).values()])
      .chain((people) =>
        fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length })),
      );

    fc.assert(
      fc.property(shuffled, ([people, other]) => {
        expect(plain(identifyPeople(other))).toEqual(plain(identifyPeople(people)));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('gives every record a canonical id that is a record of its own group', () => {
    fc.assert(
      fc.property(fc.array(personArbitrary(), { maxLength: 12 }), (people) => {
        const { canonicalOf } = identifyPeople(people);
        for (const id of canonicalOf.values()) expect(canonicalOf.get(id)).toBe(id);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('normalEmail', () => {
  it.each([
    ['A@X.jp', 'a@x.jp'],
    ['　ａ＠ｘ．ｊｐ　', 'a@x.jp'],
    ['a b@x.jp', null],
    ['a@x', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (email, expected) => {
    expect(normalEmail(email)).toBe(expected);
  });
});

function groupsOf({ canonicalOf }: Identity): readonly string[] {
  return [...new Set(canonicalOf.values())];
}

function plain({ canonicalOf, issues }: Identity) {
  return { canonicalOf: [...canonicalOf].sort(), issues };
}

/** Few ids, e-mails and days, so that records often meet. */
function personArbitrary(): fc.Arbitrary<PersonRecord> {
  const refs = ['salesforce/Lead', 'salesforce/Contact', 'hubspot/contacts'].flatMap((object) =>
    ['1', '2', '3'].map((id) => `${object}/${id}`),
  );
  return fc
    .record({
      at: fc.constantFrom(...refs),
      email: fc.constantFrom(null, 'a@x.jp', 'A@x.jp', 'b@x.jp', 'c@x.jp'),
      createdAt: fc.constantFrom(null, '2026-01-01', '2026-01-02'),
      foreign: fc.option(fc.constantFrom(...refs)),
      converted: fc.option(fc.constantFrom('1', '2', '3')),
    })
    .map(({ at, email, createdAt, foreign, converted }) =>
      aPerson(at, {
        email,
        createdAt,
        foreignRefs: foreign === null ? [] : [ref(foreign)],
        convertedTo: converted === null ? [] : [ref(`salesforce/Contact/${converted}`)],
      }),
    );
}
