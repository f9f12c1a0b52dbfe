import type { RecordStore } from './record-store.ts';
import type { FieldValue } from './value-types.ts';

type Values = Readonly<Record<string, FieldValue>>;

const PERCENT = 100;
/** Fields that the expected revenue of an opportunity follows. */
const WEIGHTS = ['StageName', 'Amount', 'Probability'];

/** Full name out of its parts, and a last name where an export gives the full name only. */
export function deriveNames(values: Values): Values {
  const { FirstName: first, LastName: last, Name: name } = values;
  if (typeof last === 'string') {
    return { Name: typeof first === 'string' && first !== '' ? `${first} ${last}` : last };
  }
  return typeof name === 'string' ? { LastName: name } : {};
}

/** What an opportunity takes over from its stage. A stage the org does not define is open. */
export function deriveStage(store: RecordStore, values: Values): Values {
  const name = values['StageName'] ?? null;
  const stage = store
    .table('OpportunityStage')
    .list()
    .find((row) => row.values['ApiName'] === name || row.values['MasterLabel'] === name)?.values;
  const category = stage?.['ForecastCategoryName'] ?? 'Pipeline';
  return {
    IsClosed: stage?.['IsClosed'] ?? false,
    IsWon: stage?.['IsWon'] ?? false,
    Probability: stage?.['DefaultProbability'] ?? 0,
    ForecastCategoryName: category,
    ForecastCategory: String(category).replace(' ', ''),
  };
}

/** Values that Salesforce computes when a record is written; `changes` are the fields the write names. */
export function deriveValues(
  store: RecordStore,
  object: string,
  values: Values,
  changes: Values,
): Record<string, FieldValue> {
  const written = { ...values, ...changes };
  if ('FirstName' in changes || 'LastName' in changes) return { ...changes, ...deriveNames(written) };
  if (object !== 'Opportunity' || !WEIGHTS.some((name) => name in changes)) return { ...changes };
  const isMoved = changes['StageName'] !== undefined && changes['StageName'] !== values['StageName'];
  const staged = isMoved ? { ...deriveStage(store, written), ...changes } : { ...changes };
  return { ...staged, ...deriveExpected({ ...written, ...staged }) };
}

/** Amount weighted by probability; null while either is missing. */
export function deriveExpected({ Amount: amount, Probability: probability }: Values): Values {
  const isKnown = typeof amount === 'number' && typeof probability === 'number';
  return { ExpectedRevenue: isKnown ? (amount * probability) / PERCENT : null };
}
