import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as z from 'zod';
import type { ChangePage, ObjectDescription, RecordPatch } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { historyField, toHistoryText, trackedOf } from './history-text.ts';
import { modifiedProperty } from './object-names.ts';
import { type SearchFilter, searchById } from './search-page.ts';

/** Inputs per batch read with history. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
const HISTORY_BATCH = 50;

const Instant = z
  .union([z.date(), z.string().transform((text) => new Date(text))])
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

export interface HistoryPosition {
  /** Records changed before it have their history; null: none have. */
  readonly fromMs: number | null;
  readonly startedAtMs: number | null;
  readonly afterId: string | null;
}

/** The histories of the records that need one, by id. The last cursor begins the next sweep, where it is handed in. */
export async function* sweepHistory(
  api: HubspotApi,
  description: ObjectDescription,
  position: HistoryPosition,
): AsyncGenerator<ChangePage> {
  const { fromMs } = position;
  let { startedAtMs, afterId } = position;
  for (;;) {
    const filters = candidates(description, fromMs);
    const names = [modifiedProperty(description.object)];
    const at = afterId ?? undefined;
    const found = await searchById(api, description.object, { filters, names, afterId: at });
    startedAtMs ??= found.serverMs;
    afterId = found.ids.at(-1) ?? afterId;
    const patches = await readHistories(api, description.object, found.ids);
    const cursor = found.isLast
      ? { phase: 'history', from: startedAtMs, startedAt: null, afterId: null }
      : { phase: 'history', from: fromMs, startedAt: startedAtMs, afterId };
    yield { records: [], rejects: [], patches, cursor, done: found.isLast };
    if (found.isLast) return;
  }
}

/** Deals in a stage; contacts in a lifecycle stage that counts and whose date of entry HubSpot does not give. */
function candidates(
  { object, fields }: ObjectDescription,
  fromMs: number | null,
): readonly (readonly SearchFilter[])[] {
  const since: readonly SearchFilter[] =
    fromMs === null
      ? []
      : [
          {
            propertyName: modifiedProperty(object),
            operator: FilterOperatorEnum.Gte,
            value: String(fromMs),
          },
        ];
  if (object !== 'contacts') {
    return [[{ propertyName: 'dealstage', operator: FilterOperatorEnum.HasProperty }, ...since]];
  }
  const known = new Set(fields.map(({ name }) => name));
  return COUNTED_STAGES.map((stage) => {
    const dates = [`hs_lifecyclestage_${stage}_date`, `hs_v2_date_entered_${stage}`];
    // A filter on a property that the account lacks is refused.
    const blank = dates
      .filter((name) => known.has(name))
      .map((propertyName) => ({ propertyName, operator: FilterOperatorEnum.NotHasProperty }));
    return [
      { propertyName: 'lifecyclestage', operator: FilterOperatorEnum.Eq, value: stage },
      ...blank,
      ...since,
    ];
  });
}

/** Beyond lead, up to customer: three filters and a position each, of the 18 that a search may have. */
const COUNTED_STAGES = ['marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer'];

async function readHistories(
  api: HubspotApi,
  object: string,
  ids: readonly string[],
): Promise<readonly RecordPatch[]> {
  const tracked = trackedOf(object).map(([property]) => property);
  const patches: RecordPatch[] = [];
  for (let start = 0; start < ids.length; start += HISTORY_BATCH) {
    const inputs = ids.slice(start, start + HISTORY_BATCH).map((id) => ({ id }));
    // https://developers.hubspot.com/docs/guides/api/crm/using-object-apis (batch read with history)
    const { data } = await api.read(BatchSchema, () =>
      api.objectBatches.readWithHttpInfo(object, { inputs, properties: [], propertiesWithHistory: tracked }),
    );
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
