import { businessDay, daysBetween } from '../../domain/calendar.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { DayOrInstant, DealRecord, PersonRecord, StageState } from '../../domain/entities.ts';
import { refKey } from '../../domain/entities.ts';
import type { StageMeaning } from '../../domain/record-history.ts';
import { STAGE_MEANINGS } from '../../domain/record-history.ts';
import type { MeantChange } from './record-history.ts';

/** One entry into a stage that a CRM's history proves. The first one counts; a re-entry is an event of its own. */
export interface StageEvent {
  readonly stage: StageMeaning;
  readonly at: DayOrInstant;
  readonly isReentry: boolean;
  /** The record that entered. */
  readonly ref: string;
}

/**
 * Entries into stages over all changes of one record, oldest first. A move between two values of the same stage
 * is no entry.
 */
export function stageEvents(changes: readonly MeantChange[]): readonly StageEvent[] {
  const current = new Map<MeantChange['field'], readonly StageMeaning[]>();
  const inside = new Set<StageMeaning>();
  const seen = new Set<StageMeaning>();
  const events: StageEvent[] = [];
  for (const change of inOrder(changes)) {
    current.set(change.field, change.meanings);
    const now = new Set([...current.values()].flat());
    for (const stage of STAGE_MEANINGS) {
      if (!now.has(stage)) inside.delete(stage);
      else if (!inside.has(stage)) {
        events.push({ stage, at: change.at, isReentry: seen.has(stage), ref: refKey(change.of) });
        inside.add(stage);
        seen.add(stage);
      }
    }
  }
  return events;
}

/** A person's record with the entries that its history proves in place of guesses. */
export function withEvents(person: PersonRecord, events: readonly StageEvent[]): PersonRecord {
  const entry = (stage: StageMeaning): StageEvent | undefined =>
    events.find((event) => event.stage === stage && event.ref === refKey(person.ref));
  const [mql, sql] = [entry('mql'), entry('sql')];
  // A guess of the earlier stage gives way to the date of the later one: the history shows that it was skipped.
  const isSkipped = mql === undefined && sql !== undefined && isGuess(person.mql);
  return {
    ...person,
    mql: isSkipped ? 'not-reached' : proven(person.mql, mql),
    sql: proven(person.sql, sql),
  };
}

/** Days that a deal's history proves; null where it keeps none. */
export interface DealEntries {
  /** First entry into a stage that is mapped as valid (有効商談). */
  readonly validDay: string | null;
  /** First entry into the stage that closed it. */
  readonly closedEntryDay: string | null;
}

export function dealEntries(
  deal: DealRecord,
  changes: readonly MeantChange[],
  timeZone: string,
): DealEntries {
  const valid = stageEvents(changes).find(({ stage }) => stage === 'valid');
  const closed = inOrder(changes).find(
    ({ field, value }) => deal.isClosed && field === 'stage' && value !== null && value === deal.stage,
  );
  return { validDay: dayOf(valid?.at, timeZone), closedEntryDay: dayOf(closed?.at, timeZone) };
}

/** Days between close date and entry into the won stage from which the two are listed (definitions.md, won). */
const DISPUTED_DAYS = 31;

/** A record that was made as won (an import) tells nothing of when that was: its entry disputes no close date. */
export function isDisputed(days: {
  readonly closeDay: string | null;
  readonly entryDay: string | null;
  readonly createdDay: string | null;
}): boolean {
  const { closeDay, entryDay, createdDay } = days;
  if (closeDay === null || entryDay === null || entryDay === createdDay) return false;
  return Math.abs(daysBetween(closeDay, entryDay)) > DISPUTED_DAYS;
}

function proven(state: StageState, event: StageEvent | undefined): StageState {
  if (event === undefined) return state;
  if (typeof state === 'string' || state.inferred || event.at < state.at)
    return { at: event.at, inferred: false };
  return state;
}

function isGuess(state: StageState): boolean {
  return typeof state !== 'string' && state.inferred;
}

function dayOf(at: DayOrInstant | undefined, timeZone: string): string | null {
  return at === undefined ? null : businessDay(at, timeZone);
}

function inOrder(changes: readonly MeantChange[]): readonly MeantChange[] {
  return changes.toSorted((a, b) => compareText(a.at, b.at) || compareText(nameOf(a), nameOf(b)));
}

function nameOf({ field, ref, value }: MeantChange): string {
  return `${field} ${refKey(ref)} ${value}`;
}
