import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { ChangePage, ObjectDescription } from '../crm.ts';
import type { HubspotApi } from './api.ts';
import { COUNTED_STAGES, entryDates, readHistories } from './histories.ts';
import { modifiedProperty } from './object-names.ts';
import { type SearchFilter, searchById } from './search-page.ts';

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
    // A filter on a property that the account lacks is refused.
    const blank = entryDates(stage)
      .filter((name) => known.has(name))
      .map((propertyName) => ({ propertyName, operator: FilterOperatorEnum.NotHasProperty }));
    return [
      { propertyName: 'lifecyclestage', operator: FilterOperatorEnum.Eq, value: stage },
      ...blank,
      ...since,
    ];
  });
}
