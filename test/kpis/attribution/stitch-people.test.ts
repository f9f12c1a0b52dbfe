import { describe, expect, it } from 'vitest';
import { type DealCandidates, stitchPeople } from '../../../lib/kpis/attribution/stitch-people.ts';

const NOBODY: DealCandidates = {
  roles: [],
  associated: [],
  converted: [],
  accountContacts: [],
  createdDay: '2026-04-01',
};
const CONTACTS = [
  { id: 'cold', touchDays: ['2025-01-01'] },
  { id: 'early', touchDays: ['2026-01-01', '2026-02-01'] },
  { id: 'recent', touchDays: ['2026-04-01', '2026-05-01'] },
  { id: 'later', touchDays: ['2026-04-02'] },
];

describe('stitchPeople', () => {
  it.each([
    ['contact-role', { roles: ['a'], associated: ['b'], converted: ['a', 'c'] }, ['a', 'b', 'c']],
    ['association', { associated: ['b'], converted: ['c'] }, ['b', 'c']],
    ['converted-lead', { converted: ['c'] }, ['c']],
  ])('takes the linked people and names the strongest link: %s', (rule, linked, people) => {
    const stitched = stitchPeople({ ...NOBODY, accountContacts: CONTACTS, ...linked }, 90);

    expect(stitched).toEqual({ people, rule });
  });

  it('falls back to contacts of the account active in the days before the deal, the latest first', () => {
    const stitched = stitchPeople({ ...NOBODY, accountContacts: CONTACTS }, 90);

    expect(stitched).toEqual({ people: ['recent', 'early'], rule: 'active-contact' });
  });

  it('counts the first day of the window and leaves out the day before it', () => {
    const contacts = [
      { id: 'in', touchDays: ['2026-03-02'] },
      { id: 'out', touchDays: ['2026-03-01'] },
    ];

    const stitched = stitchPeople({ ...NOBODY, accountContacts: contacts }, 30);

    expect(stitched.people).toEqual(['in']);
  });

  it('is the same in whatever order the contacts come', () => {
    const contacts = ['b', 'a', 'c'].map((id) => ({ id, touchDays: ['2026-03-02'] }));

    const stitched = stitchPeople({ ...NOBODY, accountContacts: contacts }, 30);

    expect(stitched.people).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['nobody was active', NOBODY],
    ['the deal has no creation day', { ...NOBODY, accountContacts: CONTACTS, createdDay: null }],
  ])('finds nobody where %s', (_why, candidates) => {
    const stitched = stitchPeople(candidates, 90);

    expect(stitched).toEqual({ people: [], rule: null });
  });
});
