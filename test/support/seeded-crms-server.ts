import * as z from 'zod';
import type { ExportFolder } from '../../lib/local/simulators/export-folder.ts';
import { createHubspotSimulator } from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import { createSalesforceSimulator } from '../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { serveOnLoopback } from '../../lib/local/simulators/serve.ts';
import { SimulatorClock } from '../../lib/local/simulators/simulator-clock.ts';
import { systemRandom } from '../../lib/runtime/random.ts';

/** Run by `seeded-crms.ts`: both simulators, filled by number. Prints their addresses, serves until killed. */
const CountsSchema = z.record(z.string(), z.int().nonnegative()).default({});
const PlanSchema = z.object({ salesforce: CountsSchema, hubspot: CountsSchema });

/** Records come from the two years before the simulators' present. */
const SPAN_MS = 2 * 365 * 86_400_000;
const SOURCES = ['Web', 'Webinar', 'Trade Show', 'Partner', 'Referral'] as const;
const ACTIVITIES = ['calls', 'meetings', 'tasks', 'notes', 'emails'];
const FIRST_HUBSPOT_ID = 1_000_001;

const EMPTY: ExportFolder = {
  dir: 'seeded',
  salesforce: new Map(),
  hubspot: new Map(),
  associations: [],
  owners: [],
  pipelines: undefined,
  problems: [],
};

const plan = PlanSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const clock = new SimulatorClock();
const startMs = clock.nowMs() - SPAN_MS - 3_600_000;
const salesforce = createSalesforceSimulator({ folder: EMPTY, clock, random: systemRandom });
const hubspot = createHubspotSimulator({ folder: EMPTY, clock, random: systemRandom });

for (const [object, count] of Object.entries(plan.salesforce)) {
  const stampMsOf = (index: number) => startMs + Math.floor((index / count) * SPAN_MS);
  salesforce.seed({ object, count, valuesOf: (index) => salesforceValues(object, index), stampMsOf });
}
for (const [object, count] of Object.entries(plan.hubspot)) {
  const atMs = (index: number) => startMs + Math.floor((index / count) * SPAN_MS);
  const valuesOf = (index: number) => hubspotValues(object, index);
  hubspot.seed({ object, count, firstId: FIRST_HUBSPOT_ID, valuesOf, createdAtMs: atMs, updatedAtMs: atMs });
}
const [first, second] = await Promise.all([serveOnLoopback(salesforce.app), serveOnLoopback(hubspot.app)]);
process.stdout.write(`${JSON.stringify({ salesforce: first.url, hubspot: second.url })}\n`);

function salesforceValues(object: string, index: number): Record<string, string | number> {
  if (object === 'Opportunity')
    return { Name: `Deal ${index}`, StageName: 'Prospecting', CloseDate: '2026-06-30', Amount: index % 9973 };
  return {
    FirstName: `F${index % 977}`,
    LastName: `Lead ${index}`,
    Company: `Company ${index % 5003}`,
    Email: `lead${index}@c${index % 5003}.example.com`,
    Title: 'Manager',
    Phone: '03-0000-0000',
    Status: 'Open - Not Contacted',
    LeadSource: SOURCES[index % SOURCES.length] ?? 'Web',
    NumberOfEmployees: index % 3000,
  };
}

function hubspotValues(object: string, index: number): Record<string, string> {
  if (object === 'deals')
    return { dealname: `Deal ${index}`, amount: String(index % 9973), dealstage: 'qualifiedtobuy' };
  if (ACTIVITIES.includes(object)) return { hs_timestamp: new Date(startMs + index * 1000).toISOString() };
  if (object === 'companies') return { name: `Company ${index}`, domain: `c${index}.example.com` };
  return {
    email: `p${index}@c${index % 5003}.example.com`,
    firstname: `F${index % 977}`,
    lastname: `Person ${index}`,
    company: `Company ${index % 5003}`,
    jobtitle: 'Manager',
    phone: '03-0000-0000',
    lifecyclestage: 'lead',
    hs_analytics_source: 'ORGANIC_SEARCH',
  };
}
