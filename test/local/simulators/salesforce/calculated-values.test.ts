import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, connect, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const OLD = '2026-01-01T00:00:00.000Z';
const ACME = '001AAAAAAAAAAAA001';
const DEAL = '006AAAAAAAAAAAA001';
const STAMP = '2026-01-01T00:00:00.000+0000';

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg({
    Account: `Id,Name,Industry,SystemModstamp\n${ACME},Acme,Retail,${OLD}\n`,
    Opportunity: `Id,Name,StageName,CloseDate,Amount,AccountId,SystemModstamp
${DEAL},Deal,Prospecting,2026-04-11,200,${ACME},${OLD}
006AAAAAAAAAAAA002,Other,Closed Won,2026-03-01,50,${ACME},${OLD}
`,
  });
});
afterEach(() => org.close());

async function addField(fullName: string, traits: object): Promise<unknown> {
  const { metadata } = connect(org.url);
  const result = await metadata.upsert('CustomField', { fullName, label: 'X', ...traits });
  const fieldPermissions = [{ field: fullName, readable: true, editable: false }];
  await metadata.upsert('PermissionSet', { fullName: 'RevLoop', label: 'RevLoop', fieldPermissions });
  const [set] = await records("SELECT Id FROM PermissionSet WHERE Name = 'RevLoop'");
  await call(org.url, 'POST', '/sobjects/PermissionSetAssignment', {
    PermissionSetId: set?.['Id'],
    AssigneeId: '005SM00000000014AA',
  });
  return result;
}

async function records(soql: string): Promise<readonly Record<string, unknown>[]> {
  const { body } = await call(org.url, 'GET', queryPath(soql));
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records))
    throw new Error(JSON.stringify(body));
  return body.records.map(({ attributes, ...fields }: Record<string, unknown>) => fields);
}

const ofDeal = async () =>
  (await records(`SELECT X__c, SystemModstamp FROM Opportunity WHERE Id = '${DEAL}'`))[0];

describe('a formula field', () => {
  it.each([
    ['arithmetic', 'Amount * 1.1', 'Number', 220],
    ['a parent', 'Account.Industry', 'Text', 'Retail'],
    [
      'a condition',
      'IF(ISPICKVAL(StageName, "Prospecting") && Amount >= 200, "big", "small")',
      'Text',
      'big',
    ],
    ['today', 'CloseDate - TODAY()', 'Number', 10],
    ['a blank', 'BLANKVALUE(NextStep, "none") & "!"', 'Text', 'none!'],
  ])('gives %s', async (_, formula, type, value) => {
    await addField('Opportunity.X__c', { type, formula, precision: 18, scale: 2 });

    expect(await ofDeal()).toEqual({ X__c: value, SystemModstamp: STAMP });
  });

  it('follows its parent and the day without a new stamp and without an event', async () => {
    await addField('Opportunity.X__c', {
      type: 'Text',
      formula: 'Account.Industry & TEXT(CloseDate - TODAY())',
    });
    await call(org.url, 'PATCH', `/sobjects/Account/${ACME}`, { Industry: 'Energy' });
    org.clock.advance(86_400_000);

    expect(await ofDeal()).toEqual({ X__c: 'Energy9', SystemModstamp: STAMP });
    expect(org.takeChangeEvents()).toHaveLength(1);
  });

  it('can be filtered by, and is described as calculated', async () => {
    await addField('Opportunity.X__c', { type: 'Number', formula: 'Amount / 2', precision: 18, scale: 2 });

    const { fields } = await connect(org.url).sobject('Opportunity').describe();

    expect(await records('SELECT Name FROM Opportunity WHERE X__c > 50')).toEqual([{ Name: 'Deal' }]);
    expect(fields.find(({ name }) => name === 'X__c')).toMatchObject({
      calculated: true,
      createable: false,
      calculatedFormula: 'Amount / 2',
    });
  });

  it.each([
    ['a function it does not know', 'FOO(Amount)', 'Unknown function FOO. Check spelling.'],
    ['a field that is not there', 'Nothing__c + 1', 'Field Nothing__c does not exist. Check spelling.'],
    ['a missing bracket', '(Amount', 'Syntax error. Found end of formula'],
  ])('is refused with %s', async (_, formula, message) => {
    const result = await addField('Opportunity.X__c', { type: 'Number', formula, precision: 18, scale: 2 });

    expect(result).toMatchObject({
      success: false,
      errors: [{ statusCode: 'FIELD_INTEGRITY_EXCEPTION', message }],
    });
  });
});

describe('a roll-up summary field', () => {
  it('adds up the children that are not deleted, without a new stamp', async () => {
    await addField('Account.X__c', {
      type: 'Summary',
      summaryForeignKey: 'Opportunity.AccountId',
      summarizedField: 'Opportunity.Amount',
      summaryOperation: 'sum',
    });
    const soql = 'SELECT X__c, SystemModstamp FROM Account';

    const before = await records(soql);
    await call(org.url, 'DELETE', `/sobjects/Opportunity/${DEAL}`);
    const after = await records(soql);

    expect(before).toEqual([{ X__c: 250, SystemModstamp: STAMP }]);
    expect(after).toEqual([{ X__c: 50, SystemModstamp: STAMP }]);
  });
});
