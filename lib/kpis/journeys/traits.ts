import type { PersonRecord, SourceAttributes } from '../../domain/entities.ts';
import type { Traits } from '../../domain/ledger.ts';

/** Lower bounds of the employee bands the lead rules speak of. */
const BANDS: readonly (readonly [number, string])[] = [
  [1000, '1000+'],
  [300, '300-999'],
  [100, '100-299'],
  [0, '1-99'],
];

const JOB_LEVELS: readonly (readonly [RegExp, string])[] = [
  [/\b(ceo|coo|cfo|cto|cmo|chief|president|founder|owner)\b|社長|代表|会長/i, 'executive'],
  [/\b(vp|vice president|director|head)\b|取締役|役員|本部長|執行/i, 'director'],
  [/\b(manager|lead)\b|部長|課長|次長|室長|マネージャ/i, 'manager'],
  [/\S/, 'staff'],
];

/** What a person's records say about them; the first record that says something wins, in the order given. */
export function traitsOf(records: readonly PersonRecord[], campaign: string | null): Traits {
  const employees = firstOf(records, (record) => record.employees);
  return {
    leadSource: leadSourceOf(records.map((record) => record.source)),
    campaign: campaign ?? firstOf(records, (record) => record.source.utmCampaign),
    industry: firstOf(records, (record) => record.industry),
    employeeBand: employees === null ? null : employeeBand(employees),
    jobLevel: jobLevel(firstOf(records, (record) => record.jobTitle)),
    content: firstOf(records, (record) => record.source.form ?? record.source.landingPage),
  };
}

/** Key of the feedback by lead source: `LeadSource`, else `utm_source`, else `hs_analytics_source`. */
export function leadSourceOf(sources: readonly SourceAttributes[]): string | null {
  return (
    firstOf(sources, (source) => source.leadSource) ??
    firstOf(sources, (source) => source.utmSource) ??
    firstOf(sources, (source) => source.analyticsSource)
  );
}

export function employeeBand(employees: number): string {
  return BANDS.find(([from]) => employees >= from)?.[1] ?? '1-99';
}

/** The first value that is known; null where none is. */
export function firstOf<T, V>(values: readonly T[], pick: (value: T) => V | null): V | null {
  for (const value of values) {
    const picked = pick(value);
    if (picked !== null) return picked;
  }
  return null;
}

function jobLevel(title: string | null): string | null {
  return title === null ? null : (JOB_LEVELS.find(([pattern]) => pattern.test(title))?.[1] ?? null);
}
