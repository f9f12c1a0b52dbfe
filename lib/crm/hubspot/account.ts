import * as z from 'zod';
import { CrmFailure } from '../crm-failure.ts';
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
  probe: firstAccount,
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

/** Id of the account that the token is for; undefined where the token may not ask. */
export async function accountId(api: HubspotApi): Promise<string | undefined> {
  try {
    return (await api.countAs('account', () => firstAccount(api))).portalId;
  } catch (cause) {
    if (cause instanceof CrmFailure && (cause.failure === 'permission' || cause.status === 404))
      return undefined;
    throw cause;
  }
}

const FIRST = new WeakMap<HubspotApi, ReturnType<typeof readAccount>>();

/** The account as the adapter first saw it: one call for all who only ask what account it is. A failed one is asked again. */
function firstAccount(api: HubspotApi): ReturnType<typeof readAccount> {
  const known = FIRST.get(api);
  if (known !== undefined) return known;
  const asked = readAccount(api).catch((cause: unknown) => {
    FIRST.delete(api);
    throw cause;
  });
  FIRST.set(api, asked);
  return asked;
}

async function readAccount(api: HubspotApi): Promise<z.infer<typeof AccountSchema>> {
  // https://developers.hubspot.com/docs/guides/api/settings/account-information-api
  const { data } = await api.get(AccountSchema, '/account-info/v3/details');
  api.learnTimeZone(data.timeZone);
  return data;
}
