import * as z from 'zod';
import { objectParam, requireObject } from './describe-routes.ts';
import type { Org } from './org.ts';
import { badRequest, tooManyRecords } from './salesforce-errors.ts';
import { compileSelect, drawRecord } from './soql-projection.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

/** Ids per call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve.htm */
const MAX_IDS = 2000;
const ROUTE = '/services/data/v{version}/composite/sobjects/{object}';

const BodySchema = z.object({ ids: z.array(z.string()), fields: z.array(z.string()) });

export const RETRIEVE_ROUTES: readonly VendorRoute[] = [
  {
    method: 'POST',
    route: ROUTE,
    objectOf: objectParam,
    handle: (org, request) => {
      const body = BodySchema.safeParse(readJson(request));
      if (!body.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(body.error));
      return retrieve(org, request, body.data);
    },
  },
  {
    method: 'GET',
    route: ROUTE,
    objectOf: objectParam,
    handle: (org, request) => {
      const listed = (name: string) =>
        request.query
          .get(name)
          ?.split(',')
          .filter((item) => item !== '') ?? [];
      return retrieve(org, request, { ids: listed('ids'), fields: listed('fields') });
    },
  },
];

/** One record or null for each id, in the order of the request. */
function retrieve(org: Org, request: VendorRequest, wanted: z.infer<typeof BodySchema>): VendorReply {
  const { name } = requireObject(org, request);
  if (wanted.ids.length > MAX_IDS) throw tooManyRecords(MAX_IDS);
  const scope = { org, object: name, soql: '' };
  const others = wanted.fields.filter((field) => field.toLowerCase() !== 'id');
  const items = [...others, 'Id'].map((field) => ({ type: 'Field', field }) as const);
  const projection = compileSelect(scope, items, undefined, () => () => null);
  const version = param(request, 'version');
  const records = wanted.ids.map((id) => {
    const row = org.store.table(name).find(id);
    const isGone = row === undefined || row.values['IsDeleted'] === true;
    return isGone ? null : drawRecord(scope, version, name, row, projection);
  });
  return { status: 200, body: records };
}
