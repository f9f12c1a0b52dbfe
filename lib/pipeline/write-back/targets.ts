import type { FieldOwner } from '../../crm/fields.ts';
import { type CrmName, isCrmName, RECORD_MAPS } from '../../crm/record-maps.ts';
import { dealsSystem } from '../../domain/config.ts';
import type { CampaignRecord, RecordRef } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import { toMajor } from '../../domain/money.ts';
import type { DealJourney, Journeys, PersonJourney } from '../../kpis/journeys/journey.ts';
import type { LeadRank } from '../../store/rank-store.ts';
import type { StoredRecord } from '../../store/record-item.ts';
import type { StepContext } from '../context.ts';
import { isOpenLead } from '../rank-leads.ts';
import type { Snapshot } from '../read-snapshot.ts';
import { defaultModel } from '../snapshot-meta.ts';
import { type Figures, figuresLookup, sourceRates } from './channel-figures.ts';
import { campaignValues, companyValues, dealValues, type FieldValues, personValues } from './field-values.ts';

/** A record and the values its RevLoop fields should hold. */
export interface Target {
  readonly owner: FieldOwner;
  readonly ref: RecordRef;
  readonly values: FieldValues;
  /** Closed: it gets its values once. */
  readonly freezes: boolean;
}

interface TargetInput {
  readonly journeys: Journeys;
  readonly snapshot: Snapshot;
  readonly ranks: ReadonlyMap<string, LeadRank>;
  readonly records: ReadonlyMap<string, StoredRecord>;
  readonly campaigns: readonly CampaignRecord[];
}

/**
 * The records that are written: open deals and deals seen closed, open leads, customers, running campaigns.
 * Each in one CRM only: deals and companies in the deals' system, a person where sales works them as a lead.
 */
export function writeTargets(context: StepContext, input: TargetInput): readonly Target[] {
  const figuresOn = figuresLookup(input.snapshot, context);
  return [
    ...dealTargets(context, input, figuresOn),
    ...personTargets(context, input),
    ...companyTargets(context, input, figuresOn),
    ...campaignTargets(context, input, figuresOn),
  ];
}

type FiguresOn = (day: string) => Figures;

function dealTargets(
  { config, today }: StepContext,
  { journeys, snapshot }: TargetInput,
  figuresOn: FiguresOn,
): readonly Target[] {
  const model = defaultModel(snapshot.meta);
  return journeys.deals.map(({ record, credit, closeDay }) => {
    const day = record.isClosed && closeDay !== null && closeDay < today ? closeDay : today;
    const values = dealValues(credit[model], figuresOn(day), { config, ref: refKey(record.ref) });
    return { owner: 'deal', ref: record.ref, values, freezes: record.isClosed };
  });
}

function personTargets(context: StepContext, { journeys, snapshot, ranks }: TargetInput): readonly Target[] {
  const model = defaultModel(snapshot.meta);
  const rates = sourceRates(journeys.rows, context);
  return journeys.people.filter(isOpenLead).flatMap((person) => {
    const ref = leadRecordOf(person);
    if (ref === undefined) return [];
    const sourceRate = rates.get(person.traits.leadSource ?? '')?.leadToWonRate ?? null;
    const values = personValues(
      { credit: person.credit[model], rank: ranks.get(person.id), sourceRate },
      context.config,
    );
    return [{ owner: 'person' as const, ref, values, freezes: false }];
  });
}

/** Where sales works the person: an open record of the first CRM that has an object for leads. */
function leadRecordOf(person: PersonJourney): RecordRef | undefined {
  const open = person.records.flatMap(({ entity }) =>
    entity.isOpen && entity.role === 'lead' ? [entity.ref] : [],
  );
  const rankOf = ({ crm }: RecordRef): number => Object.keys(RECORD_MAPS).indexOf(crm);
  return open.filter(carries('person')).sort((a, b) => rankOf(a) - rankOf(b))[0];
}

function companyTargets(
  { config, today }: StepContext,
  { journeys, snapshot, records }: TargetInput,
  figuresOn: FiguresOn,
): readonly Target[] {
  const system = dealsSystem(config);
  const model = defaultModel(snapshot.meta);
  const wonBy = Map.groupBy(journeys.deals.filter(isWin), ({ companyId }) => companyId ?? '');
  const recordOf = new Map(
    [...journeys.aliases]
      .filter(([ref]) => ref.startsWith(`${system}/`) && records.has(ref))
      .map(([ref, id]) => [id, ref]),
  );
  return [...wonBy].flatMap(([companyId, wins]) => {
    const record = records.get(recordOf.get(companyId) ?? '');
    if (record === undefined || !carries('company')(record)) return [];
    const first = [...wins]
      .sort((a, b) => ((a.closeDay ?? '') < (b.closeDay ?? '') ? -1 : 1))
      .find(({ isNewCustomer }) => isNewCustomer);
    const amounts = wins.flatMap(({ amountMinor }) => amountMinor ?? []);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    const values = companyValues(
      {
        revenueToDate: amounts.length === 0 ? null : toMajor(total, config.currency),
        credit: first?.credit[model],
        wonFigures: first?.closeDay == null ? undefined : figuresOn(first.closeDay),
      },
      figuresOn(today),
    );
    const { crm, object, id } = record;
    return [{ owner: 'company' as const, ref: { crm, object, id }, values, freezes: false }];
  });
}

function campaignTargets(
  { today }: StepContext,
  { campaigns }: TargetInput,
  figuresOn: FiguresOn,
): readonly Target[] {
  return campaigns.flatMap(({ ref, name, isActive }) => {
    if (!isActive || !carries('campaign')(ref)) return [];
    return [
      { owner: 'campaign' as const, ref, values: campaignValues(name, figuresOn(today)), freezes: false },
    ];
  });
}

function carries(owner: FieldOwner): (ref: RecordRef) => boolean {
  return ({ crm, object }) => isCrmName(crm) && RECORD_MAPS[crm satisfies CrmName].objectOf[owner] === object;
}

function isWin({ record, companyId }: DealJourney): boolean {
  return record.isWon && companyId !== null;
}
