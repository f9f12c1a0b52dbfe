import type { Credit, CreditModel, Route, RouteTouch } from '../../domain/ledger.ts';
import type { TouchKind } from '../../domain/touch-kinds.ts';
import { isDirect } from '../attribution/last-non-direct.ts';
import { inOrder, type Milestones, touchesUntil } from '../attribution/touch.ts';
import type { CreditableTouch } from './touch-channel.ts';

/**
 * What models may part a row's credit among: the touches at or before the row's own day, because what came later
 * brought nobody there.
 * All later: the earliest one alone (`definitions.md`, person → deal)
 * Empty    undefined without touches, and where all of them belong to whom `credit` names under every model
 */
export function routeOf(
  touches: readonly CreditableTouch[],
  row: { readonly day: string | null; readonly milestones: Milestones },
  credit: Readonly<Record<CreditModel, Credit>>,
): Route | undefined {
  const ordered = inOrder(touches);
  const inTime = touchesUntil(ordered, row.day);
  const counted = inTime.length > 0 ? inTime : ordered.slice(0, 1);
  const named = Object.values(credit);
  const [first] = counted;
  if (first === undefined) return undefined;
  if ([...counted.map((touch) => touch.credit), ...named].every((other) => isSame(other, first.credit)))
    return undefined;
  const { leadCreated, dealCreated, won } = row.milestones;
  return {
    touches: counted.map(toRouteTouch),
    ...(leadCreated === null ? {} : { leadDay: leadCreated }),
    ...(dealCreated === null ? {} : { dealDay: dealCreated }),
    ...(won === null ? {} : { wonDay: won }),
  };
}

/** Touches of several people, each once: a meeting with two of them is one touch. */
export function touchesTogether(
  people: readonly { readonly creditable: readonly CreditableTouch[] }[],
): readonly CreditableTouch[] {
  const found = people.flatMap(({ creditable }) => creditable);
  const met = new Set<string>();
  return found.filter(({ kind, ref }) => {
    if (!SHARED_KINDS.has(kind)) return true;
    const isNew = !met.has(ref);
    met.add(ref);
    return isNew;
  });
}

/** Kinds whose record may name several people. */
const SHARED_KINDS: ReadonlySet<TouchKind> = new Set(['email', 'call', 'meeting']);

function toRouteTouch(touch: CreditableTouch): RouteTouch {
  const { credit, at, kind } = touch;
  const direct = isDirect(touch) ? { isDirect: true as const } : {};
  if (credit.channel === null) return { day: at, kind, channel: null, reason: credit.reason, ...direct };
  const { channel, subChannel } = credit;
  return { day: at, kind, channel, ...(subChannel === null ? {} : { subChannel }), ...direct };
}

function isSame(a: Credit, b: Credit): boolean {
  if (a.channel !== b.channel || a.subChannel !== b.subChannel) return false;
  return a.channel !== null || b.channel !== null || a.reason === b.reason;
}
