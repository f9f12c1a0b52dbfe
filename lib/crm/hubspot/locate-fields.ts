import * as z from 'zod';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotApi } from './api.ts';
import { wholeReaderOf } from './whole-readers.ts';

type Place = 'hidden' | 'absent' | 'unknown';

const NamesSchema = z.object({ results: z.array(z.object({ name: z.string() })) });

/**
 * HubSpot hides single properties only where they are sensitive, and then from describe alone: those are found by their
 * sensitivity where the token may ask for it. Others are archived or were never there, which is both absent.
 */
export async function locateFields(
  api: HubspotApi,
  object: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  const sensitive =
    wholeReaderOf(object) === undefined ? await sensitiveNames(api, object) : new Set<string>();
  return new Map(
    names.map((name) => {
      if (sensitive === undefined) return [name, 'unknown'];
      return [name, sensitive.has(name) ? 'hidden' : 'absent'];
    }),
  );
}

/** Undefined where the account or the token does not let us ask. */
async function sensitiveNames(api: HubspotApi, object: string): Promise<ReadonlySet<string> | undefined> {
  const names = new Set<string>();
  try {
    for (const level of ['sensitive', 'highly_sensitive']) {
      const path = `/crm/v3/properties/${encodeURIComponent(object)}?archived=false&dataSensitivity=${level}`;
      // https://developers.hubspot.com/docs/guides/api/crm/sensitive-data
      const { data } = await api.get(NamesSchema, path);
      for (const { name } of data.results) names.add(name);
    }
  } catch (cause) {
    if (cause instanceof CrmFailure && ['permission', 'request'].includes(cause.failure)) return undefined;
    throw cause;
  }
  return names;
}
