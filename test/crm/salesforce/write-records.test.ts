import { afterEach, describe, expect, it } from 'vitest';
import type { Crm } from '../../../lib/crm/crm.ts';
import { createSalesforceCrm } from '../../../lib/crm/salesforce/salesforce-crm.ts';
import {
  evenRandom,
  instantClock,
  refusal,
  type ScriptedOrg,
  SIM,
  type Step,
  startScriptedOrg,
} from './scripted-org.ts';

let org: ScriptedOrg;
afterEach(() => org.close());

async function connect(...script: readonly Step[]): Promise<Crm> {
  org = await startScriptedOrg(script);
  return createSalesforceCrm({ url: org.url, credentials: SIM, clock: instantClock(), random: evenRandom });
}

const CHANGES = [
  { id: '00Q000000000000001', fields: { RevLoop_Channel__c: 'web', RevLoop_Lead_Rank__c: null } },
  { id: '00Q000000000000002', fields: { RevLoop_Channel__c: 'seminar' } },
];
const failed = (statusCode: string, message: string) => ({
  success: false,
  errors: [{ statusCode, message, fields: [] }],
});

describe('writing records', () => {
  it('sends one call with the type first in every record and null to clear', async () => {
    const crm = await connect({
      json: [
        { id: '1', success: true, errors: [] },
        { id: '2', success: true, errors: [] },
      ],
    });

    const outcomes = await crm.write('Lead', CHANGES);

    expect(outcomes).toEqual([{ status: 'applied' }, { status: 'applied' }]);
    expect(org.calls).toHaveLength(1);
    expect(org.calls[0]).toMatchObject({ method: 'PATCH', path: '/services/data/v66.0/composite/sobjects' });
    expect(org.calls[0]?.body).toBe(
      '{"allOrNone":false,"records":[{"attributes":{"type":"Lead"},"id":"00Q000000000000001","RevLoop_Channel__c":"web","RevLoop_Lead_Rank__c":null},{"attributes":{"type":"Lead"},"id":"00Q000000000000002","RevLoop_Channel__c":"seminar"}]}',
    );
  });

  it('gives one outcome per record in their order', async () => {
    const crm = await connect({
      json: [
        failed('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'),
        failed('UNABLE_TO_LOCK_ROW', 'locked'),
      ],
    });

    expect(await crm.write('Lead', CHANGES)).toEqual([
      {
        status: 'rejected',
        code: 'CANNOT_UPDATE_CONVERTED_LEAD',
        reason: 'cannot reference converted lead',
        retryable: false,
      },
      { status: 'rejected', code: 'UNABLE_TO_LOCK_ROW', reason: 'locked', retryable: true },
    ]);
  });

  it.each<[string, Step]>([
    ['the connection breaks', (response) => response.destroy()],
    [
      'the answer breaks off',
      (response) => {
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
          .write('[{"succ');
        setImmediate(() => response.destroy());
      },
    ],
    [
      'the answer is cut',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('[{"succ'),
    ],
    [
      'a page answers',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
    ],
    ['the org fails inside', refusal(500, 'UNKNOWN_EXCEPTION')],
    ['a gateway gives up', (response) => response.writeHead(504).end('<html></html>')],
    ['results are missing', { json: [{ id: '1', success: true, errors: [] }] }],
  ])('knows of no outcome, and does not repeat, when %s', async (_name, step) => {
    const crm = await connect(step);

    const outcomes = await crm.write('Lead', CHANGES);

    expect(outcomes.map((outcome) => outcome.status)).toEqual(['unknown', 'unknown']);
    expect(org.calls).toHaveLength(1);
  });

  it.each([
    ['the daily limit', refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), 'quota'],
    ['an overloaded org', refusal(503, 'SERVER_UNAVAILABLE'), 'throttled'],
    ['a malformed call', refusal(400, 'JSON_PARSER_ERROR'), 'request'],
  ])('throws when nothing was written for %s', async (_name, step, failure) => {
    const crm = await connect(step);

    await expect(crm.write('Lead', CHANGES)).rejects.toMatchObject({ failure, wasSent: false });
  });

  it('throws when the org cannot be reached at all', async () => {
    const crm = await connect();
    await org.close();

    await expect(crm.write('Lead', CHANGES)).rejects.toMatchObject({ failure: 'transient', wasSent: false });
    org = await startScriptedOrg([]);
  });

  it('makes no call for no changes and refuses more than one call holds', async () => {
    const crm = await connect();
    const tooMany = Array.from({ length: 201 }, (_, i) => ({ id: String(i), fields: {} }));

    expect(await crm.write('Lead', [])).toEqual([]);
    await expect(crm.write('Lead', tooMany)).rejects.toMatchObject({ failure: 'request' });
    expect(crm.calls()).toBe(0);
  });
});
