import type { AccessTokens } from './access-tokens.ts';
import { convertLead } from './convert-lead.ts';
import { purgeRecord, undeleteRecord } from './delete-records.ts';
import { mergeRecords } from './merge-records.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { type Org, visibleField } from './org.ts';
import type { Refusal } from './salesforce-errors.ts';
import { callIn, clientOf, sessionOf } from './soap-call.ts';
import { expiredSoapSession, PARTNER_NAMESPACE, soapFault, soapReply } from './soap-reply.ts';
import { childrenNamed, childText, readXml, type XmlElement, type XmlValue } from './soap-xml.ts';
import type { FieldValue } from './value-types.ts';
import type { VendorReply, VendorRequest, VendorRoute } from './vendor-router.ts';
import { deleteRecord } from './write-records.ts';
import { parseWritten } from './write-values.ts';

/** Records per call. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_undelete.htm */
const MAX_IDS = 200;

type Operation = (org: Org, call: XmlElement) => readonly XmlValue[];

const OPERATIONS: Readonly<Record<string, Operation>> = {
  convertLead: (org, call) => childrenNamed(call, 'leadConverts').map((item) => convert(org, item)),
  // jsforce names the element `mergeRequests`, the WSDL `request`.
  merge: (org, call) =>
    call.children
      .filter(({ name }) => name === 'mergeRequests' || name === 'request')
      .map((item) => merge(org, item)),
  undelete: (org, call) => idsIn(call).map((id) => ofBin(org, id, undeleteRecord)),
  emptyRecycleBin: (org, call) => idsIn(call).map((id) => ofBin(org, id, purgeRecord)),
  delete: (org, call) => idsIn(call).map((id) => remove(org, id)),
};

/** The SOAP calls that have no REST counterpart: conversion, merge, undelete. */
export function partnerRoutes(tokens: AccessTokens): readonly VendorRoute[] {
  return ['u', 'c'].map((api) => ({
    method: 'POST',
    route: `/services/Soap/${api}/{version}`,
    session: 'soap',
    handle: (org, request) => answer(org, request, tokens),
  }));
}

function answer(org: Org, request: VendorRequest, tokens: AccessTokens): VendorReply {
  const envelope = readXml(request.body);
  if (!tokens.isValid(sessionOf(envelope))) return expiredSoapSession(PARTNER_NAMESPACE);
  const call = callIn(envelope);
  const operation = OPERATIONS[call?.name ?? ''];
  if (call === undefined || operation === undefined) {
    const name = `{${PARTNER_NAMESPACE}}${call?.name ?? ''}`;
    return soapFault('UNKNOWN_EXCEPTION', `No operation available for request ${name}`, PARTNER_NAMESPACE);
  }
  if (call.children.length > MAX_IDS) {
    const message = `record limit reached. cannot submit more than ${MAX_IDS} records in this operation`;
    return soapFault('EXCEEDED_ID_LIMIT', message, PARTNER_NAMESPACE);
  }
  const client = clientOf(envelope);
  const result = operation({ ...org, caller: { ...org.caller, api: 'soap', client } }, call);
  return soapReply(call.name, { result }, PARTNER_NAMESPACE);
}

const idsIn = (call: XmlElement): readonly string[] =>
  childrenNamed(call, 'ids').map((element) => element.text.trim());

const NIL: XmlValue = { '@xsi:nil': true };
const orNil = (id: string | null): XmlValue => id ?? NIL;

const drawError = ({ code, message, fields = [] }: Refusal): XmlValue => ({
  fields,
  message,
  statusCode: code,
});

function convert(org: Org, item: XmlElement): XmlValue {
  const text = (name: string): string | undefined => childText(item, name);
  const outcome = convertLead(org, {
    leadId: text('leadId') ?? '',
    convertedStatus: text('convertedStatus') ?? '',
    accountId: text('accountId'),
    contactId: text('contactId'),
    opportunityId: text('opportunityId'),
    opportunityName: text('opportunityName'),
    doNotCreateOpportunity: text('doNotCreateOpportunity') === 'true',
    overwriteLeadSource: text('overwriteLeadSource') === 'true',
    ownerId: text('ownerId'),
  });
  if (!outcome.ok) {
    const ids = { accountId: NIL, contactId: NIL };
    return { ...ids, errors: drawError(outcome.refusal), leadId: NIL, opportunityId: NIL, success: false };
  }
  const { accountId, contactId, leadId, opportunityId } = outcome;
  return { accountId, contactId, leadId, opportunityId: orNil(opportunityId), success: true };
}

function merge(org: Org, item: XmlElement): XmlValue {
  const [record] = childrenNamed(item, 'masterRecord');
  const winnerId = childText(record, 'Id') ?? childText(record, 'id') ?? '';
  const named = childText(record, 'type') ?? record?.type ?? '';
  const object = org.catalog.findObject(named) ?? org.catalog.objectOfId(winnerId);
  if (object === undefined)
    return drawFailure({ code: 'INVALID_TYPE', message: `sObject type '${named}' is not supported.` });
  const loserIds = childrenNamed(item, 'recordToMergeIds').map((element) => element.text.trim());
  const values = valuesOf(org, object, record);
  const outcome = mergeRecords(org, object, { winnerId, loserIds, values });
  if (!outcome.ok) return drawFailure(outcome.refusal);
  const { id, mergedRecordIds, updatedRelatedIds } = outcome;
  return { id, mergedRecordIds, success: true, updatedRelatedIds };
}

/** Values of a SOAP record; what cannot be written is left to the record it was meant for. */
function valuesOf(
  org: Org,
  object: ObjectDefinition,
  record: XmlElement | undefined,
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  for (const { name, text } of record?.children ?? []) {
    const field = visibleField(org, object.name, name);
    if (field === undefined || !field.updateable) continue;
    const parsed = parseWritten(field, text.trim());
    if ('value' in parsed) values[field.name] = parsed.value;
  }
  return values;
}

const drawFailure = (refusal: Refusal): XmlValue => ({ errors: drawError(refusal), id: NIL, success: false });

function ofBin(
  org: Org,
  id: string,
  act: (org: Org, object: ObjectDefinition, id: string) => Refusal | undefined,
): XmlValue {
  const object = org.catalog.objectOfId(id);
  if (object === undefined) return drawFailure({ code: 'MALFORMED_ID', message: `malformed id ${id}` });
  const refusal = act(org, object, id);
  if (refusal !== undefined) return drawFailure(refusal);
  return { id: org.store.table(object.name).find(id)?.id ?? id, success: true };
}

function remove(org: Org, id: string): XmlValue {
  const object = org.catalog.objectOfId(id);
  if (object === undefined) return drawFailure({ code: 'MALFORMED_ID', message: `malformed id ${id}` });
  const outcome = deleteRecord(org, object, id);
  if (outcome.ok) return { id: outcome.id, success: true };
  return drawFailure(outcome.refusals[0] ?? { code: 'UNKNOWN_EXCEPTION', message: '' });
}
