import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../lib/domain/entities.ts';
import { aCampaign, aConfig, aMember, anActivity, aPerson, aSource, ref } from '../../support/builders.ts';
import { build } from './build.ts';

const LEAD = 'salesforce/Lead/1';
const CONTACT = 'hubspot/contacts/1';
const WITH_ACTIVITIES = aConfig({
  channels: [
    { id: 'inbound', name: { ja: '電話', en: 'Inbound call' }, when: { activity: 'call-inbound' } },
    { id: 'meeting', name: { ja: '商談', en: 'Meeting' }, when: { activity: 'meeting*' } },
    { id: 'seminar', name: { ja: 'ウェビナー', en: 'Webinar' }, when: { leadSource: 'Webinar' } },
    { id: 'paper', name: { ja: '資料', en: 'White paper' }, when: { form: 'White paper*' } },
  ],
});

describe('touches of a journey', () => {
  it('are shown oldest first, each with its channel and the rule that gave it', () => {
    const touches = touchesOf([
      aPerson(LEAD),
      aCampaign('1'),
      aMember('1', LEAD, { at: '2026-01-05' }),
      anActivity(LEAD, { at: '2026-01-15' }),
    ]);

    expect(touches).toEqual([
      '2026-01-05 campaign event event.when[0]',
      '2026-01-10 creation seminar seminar.when[0]',
      '2026-01-15 call null null',
    ]);
  });

  it.each([
    ['planned', { isDone: false }],
    ['undated', { at: null }],
    ['of somebody nobody knows', { people: [ref('salesforce/Lead/9')] }],
    ['a task', { type: 'task' as const }],
    ['a note', { type: 'note' as const }],
  ])('leave out an activity that is %s', (_case, parts) => {
    expect(touchesOf([aPerson(LEAD), anActivity(LEAD, parts)])).toHaveLength(1);
  });

  it('leave out a campaign to which the person was invited and did not respond', () => {
    const invited = aMember('1', LEAD, { at: '2026-01-05', responded: false });

    expect(touchesOf([aPerson(LEAD), aCampaign('1'), invited])).toHaveLength(1);
  });

  it('hang on the person once where an activity names two of their records', () => {
    const lead = aPerson(LEAD, { convertedTo: [ref('salesforce/Contact/1')] });
    const people = [ref(LEAD), ref('salesforce/Contact/1')];

    const touches = touchesOf([lead, aPerson('salesforce/Contact/1'), anActivity(LEAD, { people })]);

    expect(touches.filter((touch) => touch.includes('call'))).toHaveLength(1);
  });

  it('stand in the order of their kinds within one day', () => {
    const at = '2026-01-10';
    const visits = [
      { kind: 'form' as const, at, source: aSource({ form: 'Demo' }) },
      { kind: 'page' as const, at, source: aSource({ landingPage: '/' }) },
    ];

    const touches = touchesOf([aPerson(CONTACT, { visits }), anActivity(CONTACT, { at, type: 'meeting' })]);

    expect(touches.map((touch) => touch.split(' ')[1])).toEqual(['first-touch', 'page', 'form', 'meeting']);
  });
});

describe('credit for sales activities and visits', () => {
  it('is none for an outbound call before the lead came, unless a rule names it', () => {
    const call = anActivity(LEAD, { at: '2026-01-01' });

    const { people } = build([aPerson(LEAD), call], { config: WITH_ACTIVITIES });

    expect(people[0]?.credit.first).toMatchObject({ channel: 'seminar' });
  });

  it('goes to an inbound call that a rule names', () => {
    const call = anActivity(LEAD, { at: '2026-01-01', direction: 'inbound' });

    const { people } = build([aPerson(LEAD), call], { config: WITH_ACTIVITIES });

    expect(people[0]?.credit.first).toMatchObject({ channel: 'inbound' });
  });

  it('goes to a meeting without a direction by its type', () => {
    const call = anActivity(LEAD, { at: '2026-01-01', type: 'meeting', direction: null });

    const { people } = build([aPerson(LEAD), call], { config: WITH_ACTIVITIES });

    expect(people[0]?.credit.first).toMatchObject({ channel: 'meeting' });
  });

  it.each([
    ['White paper 2026', 'paper'],
    ['Contact us', 'seminar'],
  ])('of a form %s goes to %s', (form, channel) => {
    const visits = [{ kind: 'form' as const, at: '2026-01-10', source: aSource({ form }) }];

    const { people } = build([aPerson(CONTACT, { visits })], { config: WITH_ACTIVITIES });

    expect(people[0]?.credit['lead-creation']).toMatchObject({ channel });
  });

  it('keeps the reason no-source where only activities that no rule names are known', () => {
    const lead = aPerson(LEAD, { source: aSource() });

    const { people } = build([lead, anActivity(LEAD, { at: '2026-01-01' })]);

    expect(people[0]?.credit.first).toMatchObject({ channel: null, reason: 'no-source' });
  });
});

function touchesOf(entities: readonly Entity[]): readonly string[] {
  const { people } = build(entities);
  return (people[0]?.touches ?? []).map(({ at, kind, channel, rule }) => `${at} ${kind} ${channel} ${rule}`);
}
