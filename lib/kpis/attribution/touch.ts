import { compareText } from '../../domain/compare-text.ts';
import type { TouchSource } from '../../domain/entities.ts';
import { TOUCH_KINDS, type TouchKind } from '../../domain/touch-kinds.ts';

/** One contact with a person that a channel may be credited for. */
export interface Touch {
  /** Calendar day in the business time zone. */
  readonly at: string;
  readonly kind: TouchKind;
  readonly source: TouchSource;
  /** CRM record it was read from, as `crm/object/id`. */
  readonly ref: string;
}

/** Days a model may credit the last touch before; null where the journey has not come that far. */
export interface Milestones {
  readonly leadCreated: string | null;
  readonly dealCreated: string | null;
  readonly won: string | null;
}

/** The touch that gets the credit; `isNegativeLag` where every touch came after the milestone. */
export interface PickedTouch {
  readonly touch: Touch;
  readonly isNegativeLag: boolean;
}

/** Picks the one touch a model credits. Empty: null without touches. */
export type TouchPicker = (touches: readonly Touch[], milestones: Milestones) => PickedTouch | null;

/** Touches in order of time; the same in whatever order they come. */
export function inOrder<T extends Touch>(touches: readonly T[]): readonly T[] {
  return [...touches].sort(
    (a, b) =>
      compareText(a.at, b.at) ||
      TOUCH_KINDS.indexOf(a.kind) - TOUCH_KINDS.indexOf(b.kind) ||
      compareText(a.ref, b.ref),
  );
}

/**
 * The last touch at or before a day; all of them where the day is null.
 * All later: the earliest one, flagged (`definitions.md`, person → deal). Empty: null without touches.
 */
export function lastTouchUntil(touches: readonly Touch[], limit: string | null): PickedTouch | null {
  const ordered = inOrder(touches);
  const touch = touchesUntil(ordered, limit).at(-1);
  return touch === undefined ? earliestAfter(ordered) : { touch, isNegativeLag: false };
}

/** The touches at or before a day; all of them where the day is null. */
export function touchesUntil<T extends Touch>(touches: readonly T[], limit: string | null): readonly T[] {
  return limit === null ? touches : touches.filter(({ at }) => at <= limit);
}

/** What is left to credit where every touch came too late: the first of them. */
export function earliestAfter(ordered: readonly Touch[]): PickedTouch | null {
  const [touch] = ordered;
  return touch === undefined ? null : { touch, isNegativeLag: true };
}
