import { deriveExpected, deriveNames, deriveStage } from './derived-values.ts';
import type { ObjectCatalog } from './object-catalog.ts';
import { mintId } from './record-ids.ts';
import type { RecordStore } from './record-store.ts';
import { DEFAULT_LEAD_STATUSES, DEFAULT_STAGES, DEFAULT_TASK_STATUSES } from './stages.ts';
import type { FieldValue } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;
type NamedRow = Values & { readonly ApiName: string };

const SETUP_STAMP = '2000-01-01T00:00:00.000+0000';
const NAMED_OBJECTS = ['Lead', 'Contact', 'User'];
const DEFAULT_STAGE_FIELDS: Values = { IsActive: true, IsClosed: false, IsWon: false };

/** Adds what every org has and an export rarely holds: stages, statuses, the organization, full names. */
export function completeOrg(parts: {
  readonly catalog: ObjectCatalog;
  readonly store: RecordStore;
  readonly orgId: string;
  readonly userId: string;
}): void {
  const { catalog, store, orgId, userId } = parts;
  const add = (object: string, rows: readonly Values[]): void => {
    if (store.table(object).size > 0) return;
    const keyPrefix = catalog.findObject(object)?.keyPrefix ?? 'a00';
    rows.forEach((values, index) => {
      const id = String(values['Id'] ?? mintId(keyPrefix, index + 1));
      store.put(object, { id, values: { ...systemValues(userId), ...values, Id: id } });
    });
  };
  add('OpportunityStage', stagesIn(store));
  add('LeadStatus', statusesIn(store));
  add('TaskStatus', taskStatusesIn(store));
  add('Organization', [organization(orgId)]);
  add('User', [integrationUser(userId)]);
  for (const object of NAMED_OBJECTS) {
    for (const row of store.table(object).list()) {
      store.update(object, row, { ...deriveNames(row.values), ...givenValues(row.values) });
    }
  }
  for (const row of store.table('Opportunity').list()) {
    const derived = { ...deriveStage(store, row.values), ...givenValues(row.values) };
    store.update('Opportunity', row, { ...deriveExpected(derived), ...derived });
  }
}

/** What the export says goes before what can be derived. */
const givenValues = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

const systemValues = (userId: string): Values => ({
  IsDeleted: false,
  CreatedDate: SETUP_STAMP,
  CreatedById: userId,
  LastModifiedDate: SETUP_STAMP,
  LastModifiedById: userId,
  SystemModstamp: SETUP_STAMP,
});

function organization(id: string): Values {
  return {
    Id: id,
    Name: 'RevLoop Simulator',
    OrganizationType: 'Developer Edition',
    InstanceName: 'SIM1',
    IsSandbox: false,
    TimeZoneSidKey: 'Asia/Tokyo',
    LanguageLocaleKey: 'ja',
    DefaultLocaleSidKey: 'ja_JP',
    FiscalYearStartMonth: 1,
    DefaultCurrencyIsoCode: 'JPY',
  };
}

function integrationUser(id: string): Values {
  return {
    Id: id,
    Username: 'integration@simulator.example',
    LastName: 'User',
    FirstName: 'Integration',
    Email: 'integration@simulator.example',
    IsActive: true,
    UserType: 'Standard',
    TimeZoneSidKey: 'Asia/Tokyo',
    LocaleSidKey: 'ja_JP',
    LanguageLocaleKey: 'ja',
  };
}

/** Stages named by the opportunities, with what those opportunities say about them, then the vendor's own. */
function stagesIn(store: RecordStore): readonly Values[] {
  const named = new Map<string, NamedRow>();
  for (const { values } of store.table('Opportunity').list()) {
    const name = values['StageName'];
    if (typeof name !== 'string' || named.has(name)) continue;
    const known = DEFAULT_STAGES.find((stage) => stage.ApiName === name);
    named.set(name, { ...DEFAULT_STAGE_FIELDS, ...known, ...stageFacts(values), ApiName: name });
  }
  return withDefaults(named, DEFAULT_STAGES).map((stage, i) => ({
    ...DEFAULT_STAGE_FIELDS,
    ...stage,
    SortOrder: i + 1,
  }));
}

function stageFacts(values: Values): Values {
  const facts = {
    IsClosed: values['IsClosed'],
    IsWon: values['IsWon'],
    DefaultProbability: values['Probability'],
    ForecastCategoryName: values['ForecastCategoryName'],
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, value]],
    ),
  );
}

function statusesIn(store: RecordStore): readonly Values[] {
  const named = new Map<string, NamedRow>();
  for (const { values } of store.table('Lead').list()) {
    const name = values['Status'];
    if (typeof name !== 'string' || named.has(name)) continue;
    named.set(name, { ApiName: name, IsDefault: false, IsConverted: values['IsConverted'] === true });
  }
  return withDefaults(named, DEFAULT_LEAD_STATUSES).map((status, i) => ({
    ...status,
    ...DEFAULT_LEAD_STATUSES.find((known) => known.ApiName === status.ApiName),
    SortOrder: i + 1,
  }));
}

function taskStatusesIn(store: RecordStore): readonly Values[] {
  const named = new Map<string, NamedRow>();
  for (const { values } of store.table('Task').list()) {
    const name = values['Status'];
    if (typeof name !== 'string' || named.has(name)) continue;
    named.set(name, { ApiName: name, IsDefault: false, IsClosed: values['IsClosed'] === true });
  }
  return withDefaults(named, DEFAULT_TASK_STATUSES).map((status, i) => ({
    ...status,
    ...DEFAULT_TASK_STATUSES.find((known) => known.ApiName === status.ApiName),
    SortOrder: i + 1,
  }));
}

function withDefaults(
  named: ReadonlyMap<string, NamedRow>,
  defaults: readonly NamedRow[],
): readonly NamedRow[] {
  const added = defaults.filter((row) => !named.has(row.ApiName));
  return [...named.values(), ...added].map((row) => ({ ...row, MasterLabel: row.ApiName }));
}
