import * as z from 'zod';
import type { AccessTokens } from './access-tokens.ts';
import { CustomFieldMetadata, fieldComponent } from './custom-field-metadata.ts';
import { defineCustomField, removeCustomField } from './custom-fields.ts';
import { drawCustomField } from './draw-custom-field.ts';
import type { Org } from './org.ts';
import {
  drawPermissionSet,
  findPermissionSet,
  grantsIn,
  putPermissionSet,
  refuseGrant,
  removePermissionSet,
} from './permission-sets.ts';
import type { Refusal } from './salesforce-errors.ts';
import { callIn, sessionOf } from './soap-call.ts';
import { expiredSoapSession, SOAP_NAMESPACE, soapFault, soapReply } from './soap-reply.ts';
import { childrenNamed, childText, readXml, type XmlElement, type XmlValue } from './soap-xml.ts';
import type { VendorReply, VendorRequest, VendorRoute } from './vendor-router.ts';

/** Components per call of the synchronous metadata calls. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_upsertMetadata.htm */
const MAX_COMPONENTS = 10;

type Operation = 'createMetadata' | 'updateMetadata' | 'upsertMetadata';
const OPERATIONS: readonly Operation[] = ['createMetadata', 'updateMetadata', 'upsertMetadata'];
type SaveOutcome = { readonly created: boolean } | { readonly refusal: Refusal };

/** The SOAP Metadata API, as far as it creates fields and grants them. */
export function metadataRoutes(tokens: AccessTokens): readonly VendorRoute[] {
  return [
    {
      method: 'POST',
      route: '/services/Soap/m/{version}',
      session: 'soap',
      objectOf: (_org, request) => componentsOf(callIn(readXml(request.body)))[0]?.type,
      handle: (org, request) => answerSoap(org, request, tokens),
    },
  ];
}

const componentsOf = (call: XmlElement | undefined): readonly XmlElement[] => childrenNamed(call, 'metadata');

function answerSoap(org: Org, request: VendorRequest, tokens: AccessTokens): VendorReply {
  const envelope = readXml(request.body);
  if (!tokens.isValid(sessionOf(envelope))) {
    return expiredSoapSession();
  }
  const call = callIn(envelope);
  const names = childrenNamed(call, 'fullNames').map((element) => element.text.trim());
  if (Math.max(names.length, componentsOf(call).length) > MAX_COMPONENTS) {
    const message = `record limit reached. cannot submit more than ${MAX_COMPONENTS} records in this operation`;
    return soapFault('EXCEEDED_ID_LIMIT', message);
  }
  const operation = OPERATIONS.find((known) => known === call?.name);
  if (operation !== undefined) {
    const result = componentsOf(call).map((component) => drawSave(org, operation, component));
    return soapReply(operation, { result });
  }
  const type = childText(call, 'type') ?? '';
  if (call?.name === 'deleteMetadata') {
    return soapReply(call.name, { result: names.map((name) => drawDelete(org, type, name)) });
  }
  if (call?.name === 'readMetadata') {
    return soapReply(call.name, { result: { records: names.map((name) => drawRead(org, type, name)) } });
  }
  return soapFault(
    'UNKNOWN_EXCEPTION',
    `No operation available for request {${SOAP_NAMESPACE}}${call?.name ?? ''}`,
  );
}

function drawSave(org: Org, operation: Operation, component: XmlElement): XmlValue {
  const fullName = childText(component, 'fullName') ?? '';
  const outcome = save(org, operation, component, fullName);
  if ('refusal' in outcome) return drawRefusal(fullName, outcome.refusal, operation === 'upsertMetadata');
  const created = operation === 'upsertMetadata' ? { created: outcome.created } : {};
  return { ...created, fullName, success: true };
}

function drawRefusal(fullName: string, refusal: Refusal, showsCreated: boolean): XmlValue {
  const created = showsCreated ? { created: false } : {};
  const errors = { message: refusal.message, statusCode: refusal.code };
  return { ...created, errors, fullName, success: false };
}

function save(org: Org, operation: Operation, component: XmlElement, fullName: string): SaveOutcome {
  const type = component.type ?? '';
  const exists = existsComponent(org, type, fullName);
  if (operation === 'createMetadata' && exists) {
    const message = `There is already a ${type} named ${fullName}.`;
    return { refusal: { code: 'DUPLICATE_DEVELOPER_NAME', message } };
  }
  if (operation === 'updateMetadata' && !exists) return { refusal: missing(type) };
  if (type === 'CustomField') return saveField(org, component, fullName);
  if (type === 'PermissionSet') {
    const grants = grantsIn(component);
    const refusal = refuseGrant(org, grants ?? []);
    if (refusal !== undefined) return { refusal };
    putPermissionSet(org, component, grants);
    return { created: !exists };
  }
  return { refusal: { code: 'INVALID_TYPE', message: `metadata type not simulated: ${type}` } };
}

function saveField(org: Org, component: XmlElement, fullName: string): SaveOutcome {
  const metadata = CustomFieldMetadata.safeParse(fieldComponent(component));
  if (!metadata.success) {
    return { refusal: { code: 'INVALID_FIELD', message: z.prettifyError(metadata.error) } };
  }
  const outcome = defineCustomField(org, fullName, metadata.data);
  return outcome.ok ? { created: outcome.created } : { refusal: outcome.refusal };
}

function existsComponent(org: Org, type: string, fullName: string): boolean {
  const [object = '', field = ''] = fullName.split('.');
  if (type === 'CustomField') return org.catalog.findField(object, field) !== undefined;
  return findPermissionSet(org, fullName) !== undefined;
}

const missing = (type: string): Refusal => ({
  code: 'INVALID_CROSS_REFERENCE_KEY',
  message:
    type === 'CustomField'
      ? 'This custom field does not exist or is not accessible'
      : `no ${type} of this name found`,
});

function drawDelete(org: Org, type: string, fullName: string): XmlValue {
  const isRemoved =
    type === 'CustomField' ? removeCustomField(org, fullName) : removePermissionSet(org, fullName);
  return isRemoved ? { fullName, success: true } : drawRefusal(fullName, missing(type), false);
}

function drawRead(org: Org, type: string, fullName: string): XmlValue {
  const found = type === 'CustomField' ? drawCustomField(org, fullName) : drawPermissionSet(org, fullName);
  if (found === undefined || typeof found !== 'object') return { '@xsi:nil': true };
  return { '@xsi:type': type, ...found };
}
