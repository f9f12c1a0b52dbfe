import * as z from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { Cursor } from '../crm.ts';

const Ms = z.int().nonnegative();

/** Within the first read: `after` is the id of the last record listed. */
const ListSchema = z.strictObject({
  phase: z.literal('list'),
  after: z.string().nullable(),
  startedAt: Ms,
  maxSeen: Ms.nullable(),
});
/** Before a window of changes, or (with `to`) within one. */
const WindowSchema = z.strictObject({
  phase: z.literal('window'),
  from: Ms,
  to: Ms.optional(),
  afterId: z.string().nullish(),
});
const CursorSchema = z.discriminatedUnion('phase', [ListSchema, WindowSchema]);

export interface ListPosition {
  readonly phase: 'list';
  readonly after: string | null;
  readonly startedAtMs: number | null;
  readonly maxSeenMs: number | null;
}

export interface WindowPosition {
  readonly phase: 'window';
  readonly fromMs: number;
  /** Null before the window's first page. */
  readonly toMs: number | null;
  readonly afterId: string | null;
}

/** Null starts from the beginning. Throws AppError 'item-invalid' for a cursor of another make. */
export function readPosition(cursor: Cursor | null): ListPosition | WindowPosition {
  if (cursor === null) return { phase: 'list', after: null, startedAtMs: null, maxSeenMs: null };
  const parsed = CursorSchema.safeParse(cursor);
  if (!parsed.success) {
    throw new AppError(
      'item-invalid',
      `HubSpot cursor ${JSON.stringify(cursor)}: ${z.prettifyError(parsed.error)}`,
    );
  }
  if (parsed.data.phase === 'list') {
    const { after, startedAt, maxSeen } = parsed.data;
    return { phase: 'list', after, startedAtMs: startedAt, maxSeenMs: maxSeen };
  }
  const { from, to, afterId } = parsed.data;
  return { phase: 'window', fromMs: from, toMs: to ?? null, afterId: afterId ?? null };
}

/** What a finished read leaves: the next window begins here, less the lookback. */
export function windowFrom(fromMs: number): Cursor {
  return { phase: 'window', from: fromMs };
}
