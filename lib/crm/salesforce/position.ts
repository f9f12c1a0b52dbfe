import * as z from 'zod';
import type { Cursor } from '../crm.ts';

/** A place in the order (stamp, id). An empty id stands before every record of that stamp. */
export interface Position {
  /** ISO instant in milliseconds. */
  readonly modstamp: string;
  readonly id: string;
}

/** A place in the results of a Bulk job: they stay as they are for seven days, so it can be taken up there. */
export interface JobPlace {
  readonly job: string;
  /** Null: the first page. */
  readonly locator: string | null;
  /** Rows of that page, and of the whole job, that were handed on. */
  readonly skip: number;
  readonly rows: number;
  /** The stamp its query ends before: a part of what is to be read, where that took too long as a whole. */
  readonly until: string | null;
  /** The latest record among those rows: results come in no order. */
  readonly topStamp: string | null;
  readonly topId: string | null;
}

const Word = z.string().regex(/^[\w-]*$/);
const CursorSchema = z.object({
  modstamp: z.iso.datetime().nullable(),
  id: z
    .string()
    .regex(/^[A-Za-z0-9]*$/)
    .nullable(),
  job: Word.nullable().optional(),
  locator: Word.nullable().optional(),
  skip: z.int().nonnegative().optional(),
  rows: z.int().nonnegative().optional(),
  until: z.iso.datetime().nullable().optional(),
  topStamp: z.iso.datetime().nullable().optional(),
  topId: Word.nullable().optional(),
});

interface Place {
  readonly position: Position | null;
  readonly job: JobPlace | null;
}

const START: Place = { position: null, job: null };

/** Where a stored cursor stands. */
export function fromCursor(cursor: Cursor | null): Place {
  if (cursor === null) return START;
  const { modstamp, id, job, ...rest } = CursorSchema.parse(cursor);
  const { locator = null, skip = 0, rows = 0, until = null, topStamp = null, topId = null } = rest;
  return {
    position: modstamp === null || id === null ? null : { modstamp, id },
    job: job === undefined || job === null ? null : { job, locator, skip, rows, until, topStamp, topId },
  };
}

/** The cursor of a place: our own position, and the job it is read from where there is one. */
export function toCursor(position: Position | null, job: JobPlace | null = null): Cursor {
  const { modstamp, id } = position ?? { modstamp: null, id: null };
  return job === null ? { modstamp, id } : { modstamp, id, ...job };
}

export function isBefore(a: Position, b: Position): boolean {
  return a.modstamp < b.modstamp || (a.modstamp === b.modstamp && a.id < b.id);
}

/** The later of two places. */
export function latest(a: Position | null, b: Position | null): Position | null {
  if (a === null || b === null) return a ?? b;
  return isBefore(a, b) ? b : a;
}

export function goBack(position: Position, lookbackMs: number): Position {
  if (lookbackMs <= 0) return position;
  return { modstamp: toStamp(Date.parse(position.modstamp) - lookbackMs), id: '' };
}

/** A stamp of the future must not become the place to go on from: all that changes until then would be passed over. */
export function notAfter(position: Position | null, nowMs: number): Position | null {
  const now = toStamp(nowMs);
  return position !== null && position.modstamp > now ? { modstamp: now, id: '' } : position;
}

export function toStamp(ms: number): string {
  return new Date(ms).toISOString();
}
