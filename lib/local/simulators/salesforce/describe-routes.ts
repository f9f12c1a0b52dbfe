import { describeField } from './describe-field.ts';
import type { FieldDefinition } from './field-definition.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { type Org, visibleFields } from './org.ts';
import { badRequest, notFound } from './salesforce-errors.ts';
import { servedObject } from './served-object.ts';
import { param, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

const DATA = '/services/data/v{version}';
const MASTER_RECORD_TYPE = '012000000000000AAA';
/** Values shown of a picklist that only the data knows. */
const MAX_CHOICES = 1000;
const ID_ROW = '{ID}';

export const objectParam = (org: Org, request: VendorRequest): string =>
  org.catalog.findObject(param(request, 'object'))?.name ?? param(request, 'object');

export const DESCRIBE_ROUTES: readonly VendorRoute[] = [
  { method: 'GET', route: `${DATA}/sobjects`, handle: describeGlobal },
  { method: 'GET', route: `${DATA}/sobjects/{object}`, objectOf: objectParam, handle: describeBasic },
  { method: 'GET', route: `${DATA}/sobjects/{object}/describe`, objectOf: objectParam, handle: describe },
];

/** The object a path names; throws NOT_FOUND as Salesforce does for one it does not have. */
export function requireObject(org: Org, request: VendorRequest): ObjectDefinition {
  const object = servedObject(org, param(request, 'object'));
  if (object === undefined) throw notFound();
  return object;
}

/** The object a record names in `attributes.type`; throws INVALID_TYPE. */
export function requireType(org: Org, name: string): ObjectDefinition {
  const object = servedObject(org, name);
  if (object === undefined) {
    throw badRequest('INVALID_TYPE', `sObject type '${name}' is not supported.`);
  }
  return object;
}

function describeGlobal(org: Org, request: VendorRequest): VendorReply {
  const sobjects = org.catalog
    .objects()
    .filter(({ name }) => servedObject(org, name) !== undefined)
    .map((object) => summary(object, param(request, 'version')));
  return { status: 200, body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects } };
}

function describeBasic(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const objectDescribe = summary(object, param(request, 'version'));
  return { status: 200, body: { objectDescribe, recentItems: [] } };
}

function describe(org: Org, request: VendorRequest): VendorReply {
  const object = requireObject(org, request);
  const version = param(request, 'version');
  const fields = visibleFields(org, object.name);
  const children = org.catalog
    .childrenOf(object.name)
    .filter((child) => servedObject(org, child.object.name) !== undefined);
  return {
    status: 200,
    body: {
      actionOverrides: [],
      associateEntityType: null,
      associateParentEntity: null,
      childRelationships: children.map(({ object: child, field }) => ({
        cascadeDelete: false,
        childSObject: child.name,
        deprecatedAndHidden: false,
        field: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: field.childRelationshipName ?? null,
        restrictedDelete: false,
      })),
      compactLayoutable: true,
      defaultImplementation: null,
      extendedBy: null,
      extendsInterfaces: null,
      fields: fields.map((field) => describeField(field, choicesOf(org, object.name, field))),
      implementedBy: null,
      implementsInterfaces: null,
      listviewable: null,
      lookupLayoutable: null,
      namedLayoutInfos: [],
      networkScopeFieldName: null,
      recordTypeInfos: recordTypesOf(org, object.name, version),
      searchLayoutable: true,
      sobjectDescribeOption: 'FULL',
      supportedScopes: [{ label: `All ${object.label.toLowerCase()}s`, name: 'everything' }],
      ...summary(object, version),
    },
  };
}

function summary(object: ObjectDefinition, version: string): object {
  const path = `/services/data/v${version}/sobjects/${object.name}`;
  const isWritable = !object.readOnly;
  return {
    activateable: false,
    createable: isWritable,
    custom: object.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: isWritable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: `${object.label}s`,
    layoutable: true,
    mergeable: ['Lead', 'Contact', 'Account'].includes(object.name),
    mruEnabled: isWritable,
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: true,
    triggerable: true,
    undeletable: isWritable,
    updateable: isWritable,
    urls: { rowTemplate: `${path}/${ID_ROW}`, describe: `${path}/describe`, sobject: path },
  };
}

function recordTypesOf(org: Org, object: string, version: string): readonly object[] {
  const rows = org.store.table('RecordType').list();
  const own = rows.filter((row) => row.values['SobjectType'] === object);
  const named = own.map(({ id, values }) => ({
    id,
    name: values['Name'] ?? null,
    developerName: values['DeveloperName'] ?? null,
    master: false,
    active: values['IsActive'] !== false,
  }));
  const master = {
    id: MASTER_RECORD_TYPE,
    name: 'Master',
    developerName: 'Master',
    master: true,
    active: true,
  };
  return [...named, master].map(({ id, ...recordType }) => ({
    available: recordType.active,
    defaultRecordTypeMapping: recordType.master,
    ...recordType,
    recordTypeId: id,
    urls: { layout: `/services/data/v${version}/sobjects/${object}/describe/layouts/${id}` },
  }));
}

const SET_UP_CHOICES: Readonly<Record<string, string>> = {
  'Opportunity.StageName': 'OpportunityStage',
  'Lead.Status': 'LeadStatus',
  'Task.Status': 'TaskStatus',
};

/** Choices of a picklist: as defined, else of the set-up object behind it, else those the records use. */
function choicesOf(org: Org, object: string, field: FieldDefinition): readonly string[] {
  if (field.type !== 'picklist' && field.type !== 'multipicklist') return [];
  if (field.picklistValues !== undefined) return field.picklistValues;
  const setUp = SET_UP_CHOICES[`${object}.${field.name}`];
  const rows = org.store.table(setUp ?? object).list();
  const values = rows.map((row) => row.values[setUp === undefined ? field.name : 'ApiName']);
  return [...new Set(values.filter((value) => typeof value === 'string'))].slice(0, MAX_CHOICES);
}
