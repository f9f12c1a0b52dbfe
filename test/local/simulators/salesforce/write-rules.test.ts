import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, type SimulatedOrg, startOrg } from './simulated-org.ts';
import { ACME, ANN, CLARA, DEAL, EXPORTED, SPRING } from './write-rules-org.ts';

let org: SimulatedOrg;

beforeEach(async () => {
  org = await startOrg(EXPORTED);
});

afterEach(() => org.close());

const post = (object: string, values: object) => call(org.url, 'POST', `/sobjects/${object}`, values);

const patch = (object: string, id: string, values: object) =>
  call(org.url, 'PATCH', `/sobjects/${object}/${id}`, values);

describe('a validation rule', () => {
  it('refuses what its formula holds for, in its own words', async () => {
    org.edit({
      verb: 'add-validation-rule',
      object: 'Opportunity',
      name: 'amount',
      formula: 'ISPICKVAL(StageName, "Closed Won") && Amount < 1000',
      message: '金額が小さすぎます',
      field: 'Amount',
    });

    const refused = await patch('Opportunity', DEAL, { StageName: 'Closed Won' });
    const passed = await patch('Opportunity', DEAL, { StageName: 'Qualification' });

    expect(refused.body).toEqual([
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '金額が小さすぎます', fields: ['Amount'] },
    ]);
    expect(passed.status).toBe(204);
  });

  it('knows what a record was before, and ends with its removal', async () => {
    const formula = 'NOT(ISNEW()) && ISCHANGED(Company) && PRIORVALUE(Company) = "Acme"';
    org.edit({ verb: 'add-validation-rule', object: 'Lead', name: 'keep', formula, message: 'keep Acme' });

    const refused = await patch('Lead', ANN, { Company: 'B' });
    const passed = await patch('Lead', ANN, { Phone: '1' });
    org.edit({ verb: 'remove-rule', name: 'keep' });

    expect(refused.status).toBe(400);
    expect(passed.status).toBe(204);
    expect((await patch('Lead', ANN, { Company: 'B' })).status).toBe(204);
  });
});

describe('a duplicate rule', () => {
  const clone = { LastName: 'Sato', Company: 'Acme', Email: 'ANN@x.example' };
  const addRule = (allowSave: boolean) =>
    org.edit({
      verb: 'add-duplicate-rule',
      object: 'Lead',
      name: 'same-email',
      matchOn: ['Email'],
      allowSave,
    });
  const create = (version: string, header: Record<string, string> = {}) =>
    fetch(`${org.url}/services/data/v${version}/sobjects/Lead`, {
      method: 'POST',
      headers: { authorization: 'Bearer sim-token', ...header },
      body: JSON.stringify(clone),
    });

  it.each([
    ['54.0', 'duplicateResut'],
    ['66.0', 'duplicateResult'],
  ])('tells in version %s under %s which records match', async (version, key) => {
    addRule(true);

    const response = await create(version);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject([
      {
        errorCode: 'DUPLICATES_DETECTED',
        message: 'Use one of these records?',
        [key]: {
          allowSave: true,
          duplicateRule: 'same-email',
          matchResults: [{ matchRecords: [{ record: { Id: ANN } }], size: 1 }],
        },
      },
    ]);
  });

  it('is passed by the header only where it lets one save', async () => {
    addRule(true);
    const saved = await create('66.0', { 'sforce-duplicate-rule-header': 'allowSave=true' });
    addRule(false);
    const blocked = await create('66.0', { 'sforce-duplicate-rule-header': 'allowSave=true' });

    expect(saved.status).toBe(201);
    expect(blocked.status).toBe(400);
  });

  it('leaves its matches out of an item of a collection', async () => {
    addRule(true);

    const { body } = await call(org.url, 'POST', '/composite/sobjects', {
      records: [{ attributes: { type: 'Lead' }, ...clone }],
    });

    expect(body).toEqual([
      {
        success: false,
        errors: [{ statusCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', fields: [] }],
      },
    ]);
  });
});

describe('a lock', () => {
  it('on a parent refuses writes to its children for as many calls as it says', async () => {
    org.edit({ verb: 'lock', id: ACME, calls: 1 });

    const refused = await patch('Contact', CLARA, { Phone: '1' });
    const again = await patch('Contact', CLARA, { Phone: '1' });

    expect(refused.body).toMatchObject([
      {
        errorCode: 'UNABLE_TO_LOCK_ROW',
        message: `unable to obtain exclusive access to this record or 1 records: ${ACME}`,
      },
    ]);
    expect(again.status).toBe(204);
  });

  it('inside a trigger is wrapped, and holds until it is let go', async () => {
    org.edit({ verb: 'lock', id: SPRING, wrapped: true });
    const member = { CampaignId: SPRING, ContactId: CLARA };

    const refused = await post('CampaignMember', member);
    const still = await post('CampaignMember', member);
    org.edit({ verb: 'unlock', id: SPRING });

    expect(refused.body).toMatchObject([
      {
        errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        message: expect.stringContaining('UNABLE_TO_LOCK_ROW'),
      },
    ]);
    expect(still.status).toBe(400);
    expect((await post('CampaignMember', member)).status).toBe(201);
  });
});
