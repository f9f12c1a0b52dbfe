import * as z from 'zod';
import type { FieldDescription, ObjectDescription } from '../crm.ts';
import type { HubspotApi } from './api.ts';

const PropertiesSchema = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: z.string().nullish(),
      type: z.string().nullish(),
      referencedObjectType: z.string().nullish(),
      calculated: z.boolean().nullish(),
      modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
    }),
  ),
});

type Property = z.infer<typeof PropertiesSchema>['results'][number];

/** https://developers.hubspot.com/docs/guides/api/crm/properties (property type and fieldType values) */
const TYPES: Readonly<Record<string, FieldDescription['type']>> = {
  string: 'text',
  enumeration: 'text',
  phone_number: 'text',
  number: 'number',
  bool: 'boolean',
  date: 'date',
  datetime: 'date-time',
};

/** Every property that the token can see. */
export async function describeObject(api: HubspotApi, object: string): Promise<ObjectDescription> {
  // https://developers.hubspot.com/docs/guides/api/crm/properties (retrieve properties)
  const { data } = await api.read(PropertiesSchema, () => api.properties.getAllWithHttpInfo(object, false));
  return { object, fields: data.results.map(toField) };
}

function toField({ name, label, type, referencedObjectType, ...access }: Property): FieldDescription {
  const isReference = Boolean(referencedObjectType);
  return {
    name,
    label: label ?? name,
    type: isReference ? 'reference' : (TYPES[type ?? ''] ?? 'other'),
    isWritable: access.calculated !== true && access.modificationMetadata?.readOnlyValue !== true,
    ...(access.calculated === true ? { isComputed: true } : {}),
  };
}
