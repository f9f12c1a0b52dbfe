import { afterEach, describe, expect, it } from 'vitest';
import type { ChangePage, ObjectDescription } from '../../../lib/crm/crm.ts';
import { createSalesforceCrm } from '../../../lib/crm/salesforce/salesforce-crm.ts';
import {
  evenRandom,
  instantClock,
  page,
  type ScriptedOrg,
  type SeenCall,
  SIM,
  type Step,
  startScriptedOrg,
} from './scripted-org.ts';

const STAMP = '2026-05-01T07:25:37.000+0000';
const names = Array.from({ length: 400 }, (_, i) => `A_rather_long_name_of_a_field_${i}__c`);
const WIDE: ObjectDescription = {
  object: 'Lead',
  fields: ['Id', 'SystemModstamp', ...names].map((name) => ({
    name,
    label: name,
    type: name === 'SystemModstamp' ? 'date-time' : 'text',
    isWritable: false,
  })),
};

let org: ScriptedOrg;
afterEach(() => org.close());

const soqlOf = (call: SeenCall | undefined) => new URL(call?.path ?? '', 'http://host').searchParams.get('q');

/** Answers every query with the fields it names; `stampOf` may move a record between the parts. */
function answerFields(stampOf: (part: number, id: string) => string): (call: SeenCall) => Step {
  let part = 0;
  return (call) => {
    const selected = /SELECT (.*) FROM/.exec(soqlOf(call) ?? '')?.[1]?.split(',') ?? [];
    part += 1;
    return page(
      ['00Q000000000000001', '00Q000000000000002'].map((id) => ({
        ...Object.fromEntries(selected.map((field) => [field, field])),
        Id: id,
        SystemModstamp: stampOf(part, id),
      })),
    );
  };
}

async function readPage(answer: (call: SeenCall) => Step): Promise<ChangePage | undefined> {
  org = await startScriptedOrg(answer);
  const crm = createSalesforceCrm({
    url: org.url,
    credentials: SIM,
    clock: instantClock(),
    random: evenRandom,
  });
  for await (const read of crm.readChanges(WIDE, null, { lookbackMs: 0 })) return read;
  return undefined;
}

describe('an object with more fields than one address holds', () => {
  it('is read in parts of one window and put together by id', async () => {
    const read = await readPage(answerFields(() => STAMP));

    expect(org.calls.length).toBeGreaterThan(1);
    expect(org.calls.every((call) => call.path.length < 14_000)).toBe(true);
    expect(soqlOf(org.calls[1])).toContain(
      "WHERE (SystemModstamp < 2026-05-01T07:25:37.000Z OR (SystemModstamp = 2026-05-01T07:25:37.000Z AND Id <= '00Q000000000000002')) ORDER",
    );
    expect(names.every((name) => read?.records.every((record) => record.fields[name] === name))).toBe(true);
  });

  it('leaves a record out that changed between the parts', async () => {
    const moved = '2026-05-01T09:00:00.000+0000';
    const read = await readPage(answerFields((part, id) => (part === 2 && id.endsWith('1') ? moved : STAMP)));

    expect(read?.records.map((record) => record.id)).toEqual(['00Q000000000000002']);
    expect(read?.cursor).toEqual({ modstamp: '2026-05-01T07:25:37.000Z', id: '00Q000000000000002' });
  });
});
