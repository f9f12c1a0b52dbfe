import * as z from 'zod';
import { CustomFieldMetadata } from './custom-field-metadata.ts';
import { defineCustomField, removeCustomField } from './custom-fields.ts';
import type { Org } from './org.ts';
import { badRequest, notFound } from './salesforce-errors.ts';
import { param, readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

const ROUTE = '/services/data/v{version}/tooling/sobjects/CustomField';

const BodySchema = z.object({ FullName: z.string().optional(), Metadata: CustomFieldMetadata });

/** The Tooling API, as far as it creates custom fields. */
export const TOOLING_ROUTES: readonly VendorRoute[] = [
  { method: 'POST', route: ROUTE, objectOf: () => 'CustomField', handle: create },
  { method: 'PATCH', route: `${ROUTE}/{id}`, objectOf: () => 'CustomField', handle: update },
  { method: 'DELETE', route: `${ROUTE}/{id}`, objectOf: () => 'CustomField', handle: remove },
];

function readBody(request: VendorRequest): z.infer<typeof BodySchema> {
  const body = BodySchema.safeParse(readJson(request));
  if (!body.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(body.error));
  return body.data;
}

function create(org: Org, request: VendorRequest): VendorReply {
  const { FullName: fullName, Metadata: metadata } = readBody(request);
  if (fullName === undefined) {
    throw badRequest('REQUIRED_FIELD_MISSING', 'Required fields are missing: [FullName]', ['FullName']);
  }
  const [object = '', field = ''] = fullName.split('.');
  if (org.catalog.findField(object, field) !== undefined) {
    const name = field.replace(/__c$/, '');
    throw badRequest('DUPLICATE_DEVELOPER_NAME', `There is already a field named ${name} on ${object}.`);
  }
  const outcome = defineCustomField(org, fullName, metadata);
  if (!outcome.ok) throw badRequest(outcome.refusal.code, outcome.refusal.message);
  return { status: 201, body: { id: outcome.id, success: true, errors: [], warnings: [], infos: [] } };
}

function update(org: Org, request: VendorRequest): VendorReply {
  const outcome = defineCustomField(org, fullNameOf(org, request), readBody(request).Metadata);
  if (!outcome.ok) throw badRequest(outcome.refusal.code, outcome.refusal.message);
  return { status: 204 };
}

function remove(org: Org, request: VendorRequest): VendorReply {
  removeCustomField(org, fullNameOf(org, request));
  return { status: 204 };
}

function fullNameOf(org: Org, request: VendorRequest): string {
  const fullName = org.store.table('CustomField').find(param(request, 'id'))?.values['FullName'];
  if (typeof fullName !== 'string') throw notFound();
  return fullName;
}
