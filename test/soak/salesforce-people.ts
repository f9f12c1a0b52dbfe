import * as z from 'zod';
import type { Chance } from '../../lib/local/demo/chance.ts';
import type { SalesforceSimulator } from '../../lib/local/simulators/salesforce/salesforce-simulator.ts';

const OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'CampaignMember'] as const;
const MERGEABLE = ['Account', 'Contact', 'Lead'] as const;
const STATUSES = ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'] as const;
const STAGES = ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Closed Won', 'Closed Lost'] as const;
/** A transaction that is seen minutes after the stamp it leaves. */
const LATE_MS = 4 * 60_000;
const MAX_TOUCHED = 12;

const TokenAnswer = z.object({ access_token: z.string() });
const RowsAnswer = z.object({
  records: z.array(z.object({ Id: z.string(), IsDeleted: z.boolean(), IsConverted: z.boolean().optional() })),
});

interface Known {
  readonly live: readonly string[];
  readonly deleted: readonly string[];
}

/** People at work in the org: one edit by chance, as `POST /_simulator/edits` takes it. What the org refuses is nothing. */
export async function editSalesforce(
  org: SalesforceSimulator,
  chance: Chance,
  serial: number,
): Promise<void> {
  const edit = await drawEdit(org, chance, serial);
  if (edit === undefined) return;
  const late =
    chance.happens(0.15) && edit.isRecordEdit ? { visibleAfterMs: chance.int(1_000, LATE_MS) } : {};
  // A refusal (a converted lead, a parent that is gone) is what people meet, too.
  await org.app.request('http://salesforce.test/_simulator/edits', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...edit.body, ...late }),
  });
}

interface DrawnEdit {
  readonly body: Readonly<Record<string, unknown>>;
  readonly isRecordEdit: boolean;
}

async function drawEdit(
  org: SalesforceSimulator,
  chance: Chance,
  serial: number,
): Promise<DrawnEdit | undefined> {
  const kind = chance.int(0, 99);
  if (kind < 12) return recordEdit({ verb: 'create', object: 'Lead', values: newLead(serial) });
  if (kind < 18) {
    const object = chance.pick(['Lead', 'Contact', 'Opportunity']);
    return recordEdit({ verb: 'touch', object, count: chance.int(2, MAX_TOUCHED) });
  }
  if (kind < 28) {
    const object = chance.pick(MERGEABLE);
    const [winnerId, loserId] = pickTwo((await known(org, object)).live, chance);
    return loserId === undefined ? undefined : life({ verb: 'merge', object, winnerId, loserIds: [loserId] });
  }
  if (kind < 36) {
    const { live } = await known(org, 'Lead');
    return live.length === 0 ? undefined : life({ verb: 'convert', leadId: chance.pick(live) });
  }
  const object = chance.pick(OBJECTS);
  const { live, deleted } = await known(org, object);
  if (kind < 44 && deleted.length > 0) return life({ verb: 'undelete', object, id: chance.pick(deleted) });
  if (live.length === 0) return undefined;
  const id = chance.pick(live);
  if (kind < 54) return recordEdit({ verb: 'delete', object, id });
  return recordEdit({ verb: 'update', object, id, values: change(object, chance, serial) });
}

function newLead(serial: number) {
  return { LastName: `New ${serial}`, Company: `Firm ${serial % 4}`, Email: `n${serial}@new.example.com` };
}

function change(object: (typeof OBJECTS)[number], chance: Chance, serial: number) {
  switch (object) {
    case 'Account':
      return { Website: `site${serial}.example.com` };
    case 'Contact':
      return { LastName: `Contact ${serial}` };
    case 'Lead':
      return { Status: chance.pick(STATUSES) };
    case 'Opportunity':
      return { StageName: chance.pick(STAGES), Amount: chance.int(1, 999) };
    case 'CampaignMember':
      return { Status: chance.pick(['Sent', 'Responded']) };
  }
}

/** People look at the org past the faults that its API meets. */
async function known(org: SalesforceSimulator, object: string): Promise<Known> {
  const armed = org.faults.armed();
  org.faults.clear();
  try {
    return await look(org, object);
  } finally {
    for (const { name, callsLeft } of armed) org.faults.arm({ name, calls: callsLeft });
  }
}

async function look(org: SalesforceSimulator, object: string): Promise<Known> {
  const token = await org.app.request('http://salesforce.test/services/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=sim-people&client_secret=sim-people',
  });
  const { access_token } = TokenAnswer.parse(await token.json());
  const more = object === 'Lead' ? ', IsConverted' : '';
  const soql = encodeURIComponent(`SELECT Id, IsDeleted${more} FROM ${object} ORDER BY Id`);
  const answer = await org.app.request(`http://salesforce.test/services/data/v66.0/queryAll?q=${soql}`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  const { records } = RowsAnswer.parse(await answer.json());
  const open = records.filter(({ IsConverted }) => IsConverted !== true);
  return {
    live: open.filter(({ IsDeleted }) => !IsDeleted).map(({ Id }) => Id),
    deleted: open.filter(({ IsDeleted }) => IsDeleted).map(({ Id }) => Id),
  };
}

function pickTwo(ids: readonly string[], chance: Chance): readonly [string?, string?] {
  if (ids.length < 2) return [];
  const first = chance.pick(ids);
  return [first, chance.pick(ids.filter((id) => id !== first))];
}

const recordEdit = (body: DrawnEdit['body']): DrawnEdit => ({ body, isRecordEdit: true });
const life = (body: DrawnEdit['body']): DrawnEdit => ({ body, isRecordEdit: false });
