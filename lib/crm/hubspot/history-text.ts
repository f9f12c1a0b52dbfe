import * as z from 'zod';
import { STAGE_HISTORY, type StageField } from './history-fields.ts';

/** One earlier or present value of a property, as HubSpot's history has it. */
const VersionSchema = z.object({
  value: z.string().nullable(),
  at: z.string(),
  source: z.string().nullable(),
});
export type PropertyVersion = z.infer<typeof VersionSchema>;

const HISTORY = 'history:';

/** Name of the field that keeps a property's history within its record; full reads leave it alone. */
export function historyField(property: string): string {
  return `${HISTORY}${property}`;
}

export function toHistoryText(versions: readonly PropertyVersion[]): string {
  return JSON.stringify(versions.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
}

/** Oldest first; undefined for text that is no history of ours. */
export function readHistoryText(text: string): readonly PropertyVersion[] | undefined {
  try {
    return z.array(VersionSchema).safeParse(JSON.parse(text)).data;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** The tracked properties of an object, each with what it is a history of. */
export function trackedOf(object: string): readonly (readonly [string, StageField])[] {
  return Object.entries(STAGE_HISTORY[object] ?? {});
}
