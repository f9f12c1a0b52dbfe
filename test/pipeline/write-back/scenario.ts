import { FIELDS } from '../../../lib/crm/fields.ts';
import { RECORD_MAPS } from '../../../lib/crm/record-maps.ts';
import { computeKpis } from '../../../lib/pipeline/compute-kpis.ts';
import type { StepContext } from '../../../lib/pipeline/context.ts';
import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { rankLeads } from '../../../lib/pipeline/rank-leads.ts';
import { applyPlan } from '../../../lib/pipeline/write-back/apply.ts';
import { planWriteBack } from '../../../lib/pipeline/write-back/plan.ts';
import type { Plan } from '../../../lib/pipeline/write-back/plan-file.ts';
import { storeFile } from '../../../lib/store/file-store.ts';
import { stableJson } from '../../../lib/store/json.ts';
import { aSpendDay } from '../../kpis/builders.ts';
import { aConfig, aCrmRecord } from '../../support/builders.ts';
import type { FakeCall } from '../../support/fake-call.ts';
import { FakeCrm } from '../../support/fake-crm.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { MemoryTable } from '../../support/memory-table.ts';
import { aStepContext } from '../../support/step-context.ts';

export const WON = 'salesforce/Opportunity/won';
export const OPEN = 'salesforce/Opportunity/open';
export const LEAD = 'salesforce/Lead/a';

/** Objects whose records RevLoop writes in the scenario. */
const WRITTEN = ['Opportunity', 'Lead', 'Account'];

/**
 * One customer won from a webinar, one open and one lost deal, three open leads, spend on webinars in January and
 * February; seen on 10 March 2026. Everything is in Salesforce.
 */
export class Scenario {
  readonly table = new MemoryTable();
  readonly crm: FakeCrm;
  readonly clock = createManualClock();
  readonly context: StepContext;

  constructor(
    options: {
      readonly writeBack?: Readonly<Record<string, unknown>>;
      readonly provides?: readonly string[];
    } = {},
  ) {
    const config = aConfig({ crm: { salesforce: {} }, writeBack: options.writeBack ?? {} });
    this.crm = new FakeCrm({ writeBatch: 2 });
    this.context = aStepContext({ table: this.table, clock: this.clock, config });
    for (const object of ['Account', 'Contact', 'Lead', 'Opportunity', 'OpportunityContactRole'])
      this.crm.show(object, []);
    this.crm.hold(...RECORDS);
    for (const object of options.provides ?? WRITTEN) this.provide(object);
  }

  /** The RevLoop fields of an object appear. */
  provide(object: string): void {
    const { fieldName, objectOf } = RECORD_MAPS.salesforce;
    const own = FIELDS.filter(({ on }) => objectOf[on] === object);
    this.crm.show(object, own.map(fieldName));
  }

  /** Everything before write-back: sync, spend, KPIs, ranks. */
  async prepare(): Promise<void> {
    await this.spend(100_000);
    await this.recompute();
  }

  /** Sync, KPIs and ranks again. */
  async recompute(): Promise<void> {
    await this.ingest();
    await computeKpis(this.context);
    await rankLeads(this.context);
  }

  async ingest(): Promise<void> {
    await ingestCrm(this.context, this.crm);
  }

  async spend(amountMinor: number): Promise<void> {
    const days = ['2026-01-15', '2026-02-15'].map((day) => aSpendDay({ day, amountMinor }));
    const file = { kind: 'spend', name: 'ads.csv', digest: String(amountMinor) } as const;
    await storeFile(this.table, { ...file, summary: stableJson({ issues: [] }) }, [{ days }]);
  }

  plan(context: StepContext = this.context): Promise<Plan> {
    return planWriteBack(context);
  }

  apply(plan: Plan, options: { readonly isApproved?: boolean } = {}) {
    const crms = new Map([['salesforce', this.crm]]);
    return applyPlan(this.context, plan, { crms, isApproved: options.isApproved ?? false });
  }

  /** The RevLoop fields of a record as the CRM holds them. */
  held(at: string): Readonly<Record<string, unknown>> {
    const [, object = '', id = ''] = at.split('/');
    const entries = Object.entries(this.crm.get(object, id).fields);
    return Object.fromEntries(entries.filter(([name]) => name.startsWith('RevLoop_')));
  }
}

const RECORDS = [
  aCrmRecord('salesforce/Account/a1', { fields: { Name: 'Acme', NumberOfEmployees: null } }),
  aCrmRecord('salesforce/Contact/c1', {
    fields: { LastName: 'Sato', LeadSource: 'Webinar', AccountId: 'a1' },
  }),
  ...['a', 'b', 'c'].map((id) =>
    aCrmRecord(`salesforce/Lead/${id}`, {
      fields: { LeadSource: 'Webinar', NumberOfEmployees: 50, Note__c: null },
    }),
  ),
  aDealRecord('won', { IsWon: true, IsClosed: true, CloseDate: '2026-02-20', AccountId: 'a1' }),
  aDealRecord('open', { IsWon: false, IsClosed: false, CloseDate: '2026-09-30', AccountId: 'a1' }),
  aDealRecord('lost', { IsWon: false, IsClosed: true, CloseDate: '2026-02-10', AccountId: null }),
  aRoleRecord('won'),
  aRoleRecord('open'),
  aRoleRecord('lost'),
];

function aDealRecord(id: string, fields: Readonly<Record<string, string | boolean | null>>) {
  return aCrmRecord(`salesforce/Opportunity/${id}`, {
    fields: { StageName: 'x', Amount: 300_000, ...fields },
  });
}

function aRoleRecord(deal: string) {
  const fields = { OpportunityId: deal, ContactId: 'c1', IsPrimary: true };
  return aCrmRecord(`salesforce/OpportunityContactRole/${deal}-c1`, { fields });
}

/** The scenario with its figures computed, ready to be planned. */
export async function prepared(writeBack: Readonly<Record<string, unknown>> = {}): Promise<Scenario> {
  const scenario = new Scenario({ writeBack });
  await scenario.prepare();
  return scenario;
}

/** Acts on the nth call of a method. */
export function onCall(scenario: Scenario, method: FakeCall['method'], nth: number, act: () => void): void {
  scenario.crm.script = (call) => {
    if (call.method === method && call.nth === nth) act();
    return undefined;
  };
}

/** Notes every call from now on. */
export function noteCalls(scenario: Scenario): () => readonly FakeCall[] {
  const calls: FakeCall[] = [];
  scenario.crm.script = (call) => {
    calls.push(call);
    return undefined;
  };
  return () => calls;
}
