import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { ChangePage } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { historyField, toHistoryText, trackedOf } from './history-text.ts';
import { LIST_PAGE } from './list-page.ts';

/** Inputs per batch read with history. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const HISTORY_BATCH = 50;
/** List pages in memory at most, where few of their records need a history. */
const PAGES_AHEAD = 5;

const Instant = z
  .union([z.string(), z.number()])
  .transform((stamp) => new Date(stamp))
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString());
const BatchSchema = z.object({
  results: z.array(
    z.object({
      id: z.union([z.string(), z.number().transform(String)]),
      propertiesWithHistory: z
        .record(
          z.string(),
          z.array(
            z.object({
              value: z.string().nullish(),
              timestamp: Instant,
              sourceType: z.string().nullish(),
            }),
          ),
        )
        .nullish(),
    }),
  ),
});

/** Of a record, its histories as fields. */
interface HistoryPatch {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Beyond lead, up to customer: three filters and a position each, of the 18 that a search may have. */
export const COUNTED_STAGES = ['marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer'];

/** Where HubSpot gives the date itself, no history is needed. */
export function entryDates(stage: string): readonly string[] {
  return [`hs_lifecyclestage_${stage}_date`, `hs_v2_date_entered_${stage}`];
}

/**
 * The pages, each record that needs one with its history: what the sweep asks for, of records at hand, so that each is
 * written once. Pages wait for each other until their records fill a call.
 */
export async function* withHistories(
  api: HubspotApi,
  object: string,
  pages: AsyncIterable<ChangePage>,
): AsyncGenerator<ChangePage> {
  let open: ChangePage[] = [];
  let ids: string[] = [];
  for await (const page of pages) {
    open.push(page);
    ids.push(...page.records.filter((record) => needsHistory(object, record)).map(({ id }) => id));
    const isWaiting = ids.length > 0 && ids.length < HISTORY_BATCH && open.length < PAGES_AHEAD;
    if (isWaiting && !page.done) continue;
    const patches = await readHistories(api, object, ids);
    const found = new Map(patches.map(({ id, fields }) => [id, fields]));
    for (const { records, ...rest } of open) {
      const whole = records.map((record) => {
        const history = found.get(record.id);
        return history === undefined ? record : { ...record, fields: { ...record.fields, ...history } };
      });
      yield { ...rest, records: whole };
    }
    open = [];
    ids = [];
  }
}

/** Calls that the histories of a list page may take; of contacts, few records need any. */
export function historyCallsPerPage(object: string): number {
  return object === 'deals' ? LIST_PAGE / HISTORY_BATCH : 0;
}

/** The histories of these records as fields of theirs; of one that is gone there is none. */
export async function readHistories(
  api: HubspotApi,
  object: string,
  ids: readonly string[],
): Promise<readonly HistoryPatch[]> {
  const tracked = trackedOf(object).map(([property]) => property);
  const batches = Array.from({ length: Math.ceil(ids.length / HISTORY_BATCH) }, (_, i) =>
    ids.slice(i * HISTORY_BATCH, (i + 1) * HISTORY_BATCH).map((id) => ({ id })),
  );
  const answers = await Promise.all(
    batches.map((inputs) =>
      // https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (batch read with history)
      api.read(BatchSchema, () =>
        api.objectBatches.readWithHttpInfo(object, {
          inputs,
          properties: [],
          propertiesWithHistory: tracked,
        }),
      ),
    ),
  );
  const patches: HistoryPatch[] = [];
  for (const { data } of answers) {
    for (const { id, propertiesWithHistory } of data.results) {
      const fields = Object.entries(propertiesWithHistory ?? {}).map(([property, versions]) => {
        const toVersion = versions.map(({ value, timestamp, sourceType }) => ({
          value: value ?? null,
          at: timestamp,
          source: sourceType ?? null,
        }));
        return [historyField(property), toHistoryText(toVersion)] as const;
      });
      if (fields.length > 0) patches.push({ id, fields: Object.fromEntries(fields) });
    }
  }
  return patches;
}

function needsHistory(object: string, { fields }: CrmRecord): boolean {
  const isBlank = (name: string): boolean => (fields[name] ?? '') === '';
  if (object === 'deals') return !isBlank('dealstage');
  if (object !== 'contacts') return false;
  const stage = COUNTED_STAGES.find((counted) => counted === fields['lifecyclestage']);
  return stage !== undefined && entryDates(stage).every(isBlank);
}
