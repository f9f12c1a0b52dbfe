import * as z from 'zod';
import type { HubspotApi } from './api.ts';
import { describeFixed, type WholeReader, wholeRecord } from './whole-object.ts';

const AccountSchema = z.object({
  portalId: z.union([z.string().min(1), z.int().transform(String)]),
  timeZone: z.string(),
  companyCurrency: z.string().nullish(),
  additionalCurrencies: z.array(z.string()).nullish(),
  accountType: z.string().nullish(),
  uiDomain: z.string().nullish(),
  dataHostingLocation: z.string().nullish(),
});

/** The account itself, as one record: by its time zone days are told, in its currency deals without one are. */
export const ACCOUNT: WholeReader = {
  description: describeFixed('account', [
    ['timeZone', 'text'],
    ['companyCurrency', 'text'],
    ['additionalCurrencies', 'text'],
    ['accountType', 'text'],
    ['uiDomain', 'text'],
    ['dataHostingLocation', 'text'],
  ]),
  probe: readAccount,
  read: async (api) => {
    const { portalId, additionalCurrencies, ...fields } = await readAccount(api);
    const currencies = additionalCurrencies?.join(';');
    const record = wholeRecord('account', {
      id: portalId,
      fields: { ...fields, additionalCurrencies: currencies },
    });
    return { records: [record], rejects: [] };
  },
};

async function readAccount(api: HubspotApi): Promise<z.infer<typeof AccountSchema>> {
  // https://developers.hubspot.com/docs/guides/api/settings/account-information-api
  return (await api.get(AccountSchema, '/account-info/v3/details')).data;
}
