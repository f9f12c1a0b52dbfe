import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDemoCompany, writeDemoFolder } from '../../../lib/local/demo/demo-company.ts';
import { readExportFolder } from '../../../lib/local/simulators/export-folder.ts';
import { readCsv } from './read-csv.ts';

const OPTIONS = { seed: 42, today: '2026-11-22' };
const dir = mkdtempSync(join(tmpdir(), 'revloop-demo-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('makeDemoCompany', () => {
  it('gives the same bytes for the same seed and day', () => {
    const first = makeDemoCompany(OPTIONS);

    const second = makeDemoCompany(OPTIONS);

    expect(second).toEqual(first);
  });

  it('gives another company for another seed', () => {
    const first = makeDemoCompany(OPTIONS);

    const second = makeDemoCompany({ ...OPTIONS, seed: 43 });

    expect(second.files.get('hubspot/contacts.csv')).not.toEqual(first.files.get('hubspot/contacts.csv'));
  });

  it.each(['2026-03-01', '2026-03-31', '2028-02-29', '2026-12-31'])(
    'lets nothing happen after the day before %s',
    (today) => {
      const { files } = makeDemoCompany({ seed: 7, today });
      const columns = [
        'CreatedDate',
        'SystemModstamp',
        'createdate',
        'updatedAt',
        'hs_lastmodifieddate',
        'lastmodifieddate',
      ];

      const stamps = [...files].flatMap(([path, bytes]) =>
        /^(salesforce|hubspot)/.test(path)
          ? readCsv(bytes).flatMap((row) => columns.map((column) => row[column] ?? ''))
          : [],
      );

      const latest = stamps.sort().at(-1) ?? '';
      expect(Date.parse(latest)).toBeLessThan(Date.parse(`${today}T00:00:00+09:00`));
    },
  );

  it('names only people and companies under .example', () => {
    const { files } = makeDemoCompany(OPTIONS);

    const emails = ['salesforce/Lead.csv', 'salesforce/Contact.csv', 'hubspot/contacts.csv'].flatMap((path) =>
      readCsv(files.get(path)).map((row) => (row['Email'] ?? row['email'] ?? '').trim().toLowerCase()),
    );

    expect(emails.length).toBeGreaterThan(1000);
    expect(emails.filter((email) => !email.endsWith('.example'))).toEqual([]);
  });
});

describe('writeDemoFolder', () => {
  it('writes a folder that an export folder reader finds no fault with', async () => {
    await writeDemoFolder(dir, OPTIONS);

    const folder = readExportFolder(dir);

    expect(folder.problems).toEqual([]);
    expect([...folder.salesforce.keys()].sort()).toEqual([
      'Account',
      'Campaign',
      'CampaignMember',
      'Contact',
      'Lead',
      'Opportunity',
      'OpportunityContactRole',
      'User',
    ]);
    expect([...folder.hubspot.keys()].sort()).toEqual(['companies', 'contacts', 'deals']);
    expect(folder.associations.length).toBeGreaterThan(1000);
    expect(folder.owners.length).toBe(5);
  });

  it('gives each record an id of its own and no link to a record that is not there', async () => {
    await writeDemoFolder(dir, OPTIONS);
    const { salesforce, hubspot, associations } = readExportFolder(dir);
    const rows = [...salesforce.values(), ...hubspot.values()].flatMap((table) => table.rows);
    const ids = rows.flatMap((row) => row['Id'] ?? row['id'] ?? []);

    const links = rows.flatMap((row) =>
      [
        'AccountId',
        'ContactId',
        'LeadId',
        'OpportunityId',
        'CampaignId',
        'OwnerId',
        'HubSpot_Id__c',
        'ConvertedAccountId',
        'ConvertedContactId',
        'ConvertedOpportunityId',
      ].flatMap((column) => row[column] ?? []),
    );
    const ends = associations.flatMap((row) => [row['fromId'] ?? '', row['toId'] ?? '']);

    const known = new Set(ids);
    expect(known.size).toBe(ids.length);
    expect([...links, ...ends].filter((id) => !known.has(id))).toEqual([]);
  });
});
