import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../lib/domain/error-codes.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { connectCrms } from '../../lib/runtime/connect-crms.ts';
import { readEnvironment } from '../../lib/runtime/environment.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { aConfig } from '../support/builders.ts';
import { createCountingRandom } from '../support/manual-clock.ts';
import { type FaultStage, openFaults, runOf } from './fault-stage.ts';

const HOUR_MS = 3_600_000;

/** What an administrator of either CRM does to the field that says why a deal was lost. */
interface Admin {
  readonly crm: 'salesforce' | 'hubspot';
  readonly object: string;
  readonly field: string;
  readonly create: (stage: FaultStage) => Promise<void>;
  readonly set: (stage: FaultStage, id: string, value: string) => void;
  readonly hide: (stage: FaultStage) => void;
  readonly show: (stage: FaultStage) => void;
  readonly drop: (stage: FaultStage) => void;
  readonly retype: (stage: FaultStage) => void;
}

const OPPORTUNITY = { object: 'Opportunity', field: 'Why_Lost__c' };
const TEXT = { type: 'Text', label: 'Why lost', length: 80 };
const DEAL = { object: 'deals', property: 'why_lost' };

const SALESFORCE: Admin = {
  crm: 'salesforce',
  ...OPPORTUNITY,
  create: async ({ salesforce }) =>
    void salesforce.edit({ verb: 'define-field', ...OPPORTUNITY, metadata: TEXT }),
  set: ({ salesforce }, id, value) =>
    void salesforce.edit({ verb: 'update', object: 'Opportunity', id, values: { Why_Lost__c: value } }),
  hide: ({ salesforce }) =>
    void salesforce.edit({ verb: 'set-field-access', ...OPPORTUNITY, access: 'hidden' }),
  show: ({ salesforce }) =>
    void salesforce.edit({ verb: 'set-field-access', ...OPPORTUNITY, access: 'edit' }),
  drop: ({ salesforce }) => void salesforce.edit({ verb: 'drop-field', ...OPPORTUNITY }),
  retype: ({ salesforce }) => {
    salesforce.edit({ verb: 'drop-field', ...OPPORTUNITY });
    salesforce.edit({
      verb: 'define-field',
      ...OPPORTUNITY,
      metadata: { type: 'Number', label: 'Why lost', precision: 8, scale: 0 },
    });
    salesforce.edit({ verb: 'set-field-access', ...OPPORTUNITY, access: 'edit' });
  },
};

const HUBSPOT: Admin = {
  crm: 'hubspot',
  object: 'deals',
  field: 'why_lost',
  create: async ({ urls }) => {
    const text = { type: 'string', fieldType: 'text', groupName: 'dealinformation' };
    const answer = await fetch(`${urls.hubspot}/crm/v3/properties/deals`, {
      method: 'POST',
      headers: { authorization: 'Bearer sim-admin', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'why_lost', label: 'Why lost', ...text }),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
  },
  set: ({ hubspot }, id, value) =>
    void hubspot.edit({ kind: 'update', object: 'deals', id, properties: { why_lost: value } }),
  hide: ({ hubspot }) =>
    void hubspot.edit({ kind: 'markSensitive', ...DEAL, sensitivity: 'highly_sensitive' }),
  show: ({ hubspot }) => void hubspot.edit({ kind: 'markSensitive', ...DEAL, sensitivity: 'non_sensitive' }),
  drop: ({ hubspot }) => void hubspot.edit({ kind: 'removeProperty', ...DEAL }),
  retype: ({ hubspot }) =>
    void hubspot.edit({ kind: 'retypeProperty', ...DEAL, type: 'number', fieldType: 'number' }),
};

/** A sync, an hour later, by a process whose `revloop.yaml` maps the field. */
async function sync(stage: FaultStage, { crm: name, field }: Admin) {
  const { clock, table, urls } = stage;
  clock.advance(HOUR_MS);
  const environment = {
    ...readEnvironment(),
    REVLOOP_SALESFORCE_URL: urls.salesforce,
    REVLOOP_HUBSPOT_URL: urls.hubspot,
  };
  const config = aConfig({ crm: { [name]: { lossReason: field } } });
  const random = createCountingRandom(`at-${clock.nowMs()}`);
  const crm = (await connectCrms({ config, environment, clock, random, table })).get(name);
  if (crm === undefined) throw new Error(`${name} is not connected`);
  return ingestCrm({ table, config, clock, random, log: SILENT_LOG, today: '2026-03-10' }, crm);
}

async function storedValues({ table }: FaultStage, { crm, object, field }: Admin) {
  return (await loadRecords(table, crm, object)).map(({ id, fields }) => [id, fields[field]] as const);
}

async function firstId(stage: FaultStage, admin: Admin): Promise<string> {
  const live = (await loadRecords(stage.table, admin.crm, admin.object)).filter(({ deleted }) => !deleted);
  const [first] = live;
  if (first === undefined) throw new Error(`${admin.object} is empty`);
  return first.id;
}

/** Synced with the field in place and a reason on one deal. */
async function mapped(admin: Admin) {
  const stage = await openFaults();
  await admin.create(stage);
  admin.show(stage);
  await sync(stage, admin);
  const id = await firstId(stage, admin);
  admin.set(stage, id, 'price');
  await sync(stage, admin);
  return { stage, id };
}

describe.each([SALESFORCE, HUBSPOT])('a mapped field in $crm', (admin) => {
  const { crm, object, field } = admin;

  it('F31 that is new is taken up, also on records that nobody changed since', async () => {
    const stage = await openFaults();
    await admin.create(stage);
    admin.hide(stage);
    await sync(stage, admin);
    const id = await firstId(stage, admin);
    admin.show(stage);
    admin.set(stage, id, 'price');
    admin.hide(stage);
    await sync(stage, admin);
    const before = await storedValues(stage, admin);
    admin.show(stage);

    const report = await sync(stage, admin);

    expect(new Map(before).get(id) ?? null).toBeNull();
    expect(runOf(report, crm, object).fieldIssues).toBeUndefined();
    expect(new Map(await storedValues(stage, admin)).get(id)).toBe('price');
  });

  it.each([
    ['drop', 'field-absent'],
    ['hide', 'field-hidden'],
    ['retype', 'field-retyped'],
  ] as const)('F31 S5 stops its mapping and not the run: %s is %s', async (change, code) => {
    const { stage } = await mapped(admin);
    admin[change](stage);

    const report = await sync(stage, admin);
    const again = await sync(stage, admin);

    const issue = { code, key: `crm.${crm}.lossReason`, field };
    expect(runOf(report, crm, object)).toMatchObject({ status: 'complete', fieldIssues: [issue] });
    expect(runOf(again, crm, object)).toMatchObject({ status: 'complete', fieldIssues: [issue] });
    expect(report.runs.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(ERROR_CODES[code].fix.en).not.toBe('');
  });

  it('F31 that comes back is read again, with what was entered while it was hidden', async () => {
    const { stage, id } = await mapped(admin);
    admin.hide(stage);
    await sync(stage, admin);
    admin.show(stage);

    const report = await sync(stage, admin);

    expect(runOf(report, crm, object).fieldIssues).toBeUndefined();
    expect(new Map(await storedValues(stage, admin)).get(id)).toBe('price');
  });
});
