import { describe, expect, it } from 'vitest';
import type { CrmName } from '../../lib/crm/record-maps.ts';
import { failuresOf, openFaults, syncedStage } from './fault-stage.ts';

type Case = readonly [crm: CrmName, fault: string];

const OBJECT = { salesforce: 'Lead', hubspot: 'contacts' } as const;

/** A first read that meets a fault once, and what became of it. */
async function syncThrough([crm, name]: Case) {
  const stage = await openFaults();
  stage[crm].faults.arm({ name, calls: 1, object: OBJECT[crm] });
  const report = await stage.sync();
  return {
    armed: stage[crm].faults.armed(),
    failures: failuresOf(report),
    // What only the comparison at the end of the run found was not read as it should.
    repaired: report.completeness.flatMap(({ repaired }) => repaired.missing),
    differences: await stage.differences(),
  };
}

/** Met, got over, and nothing of it left in the store. */
const COMPLETE = { armed: [], failures: [], repaired: [], differences: [] };

describe('a first read', () => {
  it.each<Case>([
    ['salesforce', 'reset-mid-body'],
    ['hubspot', 'reset-mid-body'],
    ['salesforce', 'reset-after'],
    ['hubspot', 'reset-before'],
  ])('F22 is complete though %s breaks the connection: %s', async (...fault) => {
    expect(await syncThrough(fault)).toEqual(COMPLETE);
  });

  it.each<Case>([
    ['salesforce', 'short-content-length'],
    ['hubspot', 'short-content-length'],
  ])('F23 is complete though %s sends less than it announced: %s', async (...fault) => {
    expect(await syncThrough(fault)).toEqual(COMPLETE);
  });

  it.each<Case>([
    ['salesforce', 'truncated-body'],
    ['hubspot', 'truncated-body'],
    ['salesforce', 'truncated-at-row'],
    ['hubspot', 'truncated-at-row'],
  ])('F24 F25 is complete though %s cuts an answer off: %s', async (...fault) => {
    expect(await syncThrough(fault)).toEqual(COMPLETE);
  });

  it.each<Case>([
    ['salesforce', 'html-page'],
    ['hubspot', 'maintenance-html'],
    ['hubspot', 'bad-gateway-html'],
  ])('F28 is complete though %s answers with a page: %s', async (...fault) => {
    expect(await syncThrough(fault)).toEqual(COMPLETE);
  });
});

describe('a sync of a CRM that only answers with pages', () => {
  it.each<Case>([
    ['salesforce', 'html-page'],
    ['hubspot', 'maintenance-html'],
  ])('F28 names it, keeps its place, and the next one makes up for it: %s', async (crm, name) => {
    const stage = await syncedStage();
    await stage.edit(12);
    stage[crm].faults.arm({ name, calls: 10_000 });

    const report = await stage.sync();

    stage[crm].faults.clear();
    stage.clock.advance(60_000);
    const next = await stage.sync();
    const own = report.runs.filter((run) => run.crm === crm);
    expect(own.map(({ status }) => status)).toEqual(own.map(() => 'failed'));
    expect(new Set(own.map(({ error }) => error?.code))).toEqual(new Set(['crm-answer']));
    expect(failuresOf(next)).toEqual([]);
    expect(await stage.differences()).toEqual([]);
  });
});

describe('a redirect', () => {
  it.each<readonly [CrmName, string]>([
    ['salesforce', 'crm-request'],
    ['hubspot', 'crm-answer'],
  ])('F29 of %s is not followed: no call and no token reaches the other host', async (crm, code) => {
    const stage = await openFaults();
    const elsewhere = await openFaults();
    stage.salesforce.settings.change({ movedToUrl: elsewhere.urls.salesforce });
    stage[crm].faults.arm({ name: 'redirect', calls: 10_000, object: OBJECT[crm] });

    const report = await stage.sync({ crm, objects: [OBJECT[crm]] });

    expect(failuresOf(report)).toEqual([`${crm} ${OBJECT[crm]} failed ${code}`]);
    expect(elsewhere.seen('salesforce')).toBe(0);
  });
});
