import { businessDay } from '../../domain/calendar.ts';
import type { PersonRecord } from '../../domain/entities.ts';
import { allRecords, type PersonGroup } from './person-group.ts';

/** The day a person became a lead, or where they have no lead the day they were first recorded; null where undated. */
export function leadDayOf(group: PersonGroup, timeZone: string): string | null {
  const records = allRecords(group);
  const leads = records.filter(({ role }) => role === 'lead');
  return earliestDay(leads.length > 0 ? leads : records, timeZone);
}

/** The first day any of these records was created; null where none is dated. */
export function earliestDay(records: readonly PersonRecord[], timeZone: string): string | null {
  const days = records.flatMap(({ createdAt }) =>
    createdAt === null ? [] : [businessDay(createdAt, timeZone)],
  );
  return days.sort()[0] ?? null;
}
