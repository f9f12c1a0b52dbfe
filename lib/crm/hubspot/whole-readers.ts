import { ACCOUNT } from './account.ts';
import { CAMPAIGN_ITEMS } from './campaign-items.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { CURRENCY_RATES } from './currency-rates.ts';
import { isWholeObject, type WholeObject } from './object-names.ts';
import { OWNERS } from './owners.ts';
import { PIPELINE_STAGES } from './pipeline-stages.ts';
import type { WholeReader } from './whole-object.ts';

/** A further one is one more entry, and one in `object-names.ts`. */
const READERS: Readonly<Record<WholeObject, WholeReader>> = {
  account: ACCOUNT,
  owners: OWNERS,
  pipelines: PIPELINE_STAGES,
  'currency-rates': CURRENCY_RATES,
  campaigns: CAMPAIGNS,
  'campaign-items': CAMPAIGN_ITEMS,
};

/** How an object is read whole; undefined for those with lists and search. */
export function wholeReaderOf(object: string): WholeReader | undefined {
  return isWholeObject(object) ? READERS[object] : undefined;
}
