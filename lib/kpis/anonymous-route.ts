import { addDays } from '../domain/calendar.ts';
import type { Route } from '../domain/ledger.ts';

/**
 * A route that says in what order channels and milestones came, and no longer when: every day becomes a place, counted
 * from `start`. Every model but time decay parts credit as before; time decay sees a day between neighbours.
 */
export function anonymousRoute({ touches, leadDay, dealDay, wonDay }: Route, start: string): Route {
  const known = [...touches.map(({ day }) => day), leadDay, dealDay, wonDay].filter(
    (day) => day !== undefined,
  );
  const days = [...new Set(known)].sort();
  const placeOf = (day: string): string => addDays(start, days.indexOf(day));
  return {
    touches: touches.map(({ subChannel: _, ...touch }) => ({ ...touch, day: placeOf(touch.day) })),
    ...(leadDay === undefined ? {} : { leadDay: placeOf(leadDay) }),
    ...(dealDay === undefined ? {} : { dealDay: placeOf(dealDay) }),
    ...(wonDay === undefined ? {} : { wonDay: placeOf(wonDay) }),
  };
}
