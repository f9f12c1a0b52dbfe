import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ACTIVITY_FILE, activityCsv } from './activity.ts';
import { type Calendar, makeCalendar } from './calendar.ts';
import { makeCampaigns } from './campaigns.ts';
import { seedChance } from './chance.ts';
import { SOURCE_PLANS } from './channel-plan.ts';
import { companySource } from './companies.ts';
import { toCsv } from './csv.ts';
import { makeFirstDeals } from './deals.ts';
import { makeFollowUps } from './follow-up-deals.ts';
import { hubspotTables } from './hubspot-export.ts';
import type { DemoCompany } from './journey.ts';
import { makeLeads, personFactory, type Workshop } from './people.ts';
import { salesforceTables } from './salesforce-export.ts';
import { makeAmbiguous, makeColleagues, makeExcluded } from './special-people.ts';
import { makeCoverage, makeSpend } from './spend.ts';
import { spendFiles, toUtf8 } from './spend-files.ts';
import { type DemoTruth, truthOf } from './truth.ts';

export interface DemoOptions {
  readonly seed: number;
  /** `YYYY-MM-DD` in Tokyo; everything has happened by the day before. */
  readonly today: string;
}

/**
 * One Japanese B2B SaaS company over 18 closed months and the open one, as an export folder, with the true answers.
 * The same options give the same bytes. Keys of `files` are paths inside the folder.
 */
export function makeDemoCompany(options: DemoOptions): {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly truth: DemoTruth;
} {
  const calendar = makeCalendar(options.today);
  const chance = seedChance(options.seed);
  const demo = makeJourneys(calendar, chance);
  const spend = makeSpend(calendar);
  const campaigns = makeCampaigns(calendar);
  const files = new Map<string, Uint8Array>();
  for (const [object, table] of salesforceTables({ demo, calendar, campaigns }))
    files.set(`salesforce/${object}.csv`, toUtf8(toCsv(table)));
  for (const [name, table] of hubspotTables({ demo, calendar }))
    files.set(`hubspot/${name}.csv`, toUtf8(toCsv(table)));
  for (const [path, bytes] of spendFiles(spend, makeCoverage(calendar))) files.set(path, bytes);
  files.set(ACTIVITY_FILE, toUtf8(activityCsv(calendar, chance)));
  return { files, truth: truthOf(demo, spend, calendar) };
}

/** Writes the demo as an export folder into `dir`, which is created where missing; files of the same name are replaced. */
export async function writeDemoFolder(dir: string, options: DemoOptions): Promise<DemoTruth> {
  const { files, truth } = makeDemoCompany(options);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), bytes);
  }
  return truth;
}

function makeJourneys(calendar: Calendar, chance: ReturnType<typeof seedChance>): DemoCompany {
  const people: DemoCompany['people'][number][] = [];
  const newCompany = companySource(chance);
  const make = personFactory(chance, newCompany);
  const workshop: Workshop = {
    chance,
    calendar,
    newCompany,
    newPerson: (draft) => {
      const person = make(draft);
      people.push(person);
      return person;
    },
  };
  const leads = SOURCE_PLANS.flatMap((plan) => makeLeads(workshop, plan));
  const first = makeFirstDeals(workshop, leads);
  const won = first.filter(({ outcome }) => outcome === 'won');
  const deals = [...first, ...makeFollowUps(workshop, won, first.length + 1)];
  makeExcluded(workshop);
  makeAmbiguous(workshop);
  makeColleagues(workshop, won);
  return { people, deals };
}
