import * as z from 'zod';
import { childNamed, childrenNamed, childText, type XmlElement } from './soap-xml.ts';

const flag = z.union([z.boolean(), z.stringbool()]);
const count = z.coerce.number().int();

const ValueSchema = z.object({
  fullName: z.string().optional(),
  valueName: z.string().optional(),
  label: z.string().optional(),
  default: flag.optional(),
});

/** A custom field as Metadata and Tooling API describe it. */
export const CustomFieldMetadata = z.object({
  label: z.string().optional(),
  type: z.string().optional(),
  length: count.optional(),
  precision: count.optional(),
  scale: count.optional(),
  visibleLines: count.optional(),
  required: flag.optional(),
  unique: flag.optional(),
  externalId: flag.optional(),
  defaultValue: z.coerce.string().optional(),
  description: z.string().optional(),
  inlineHelpText: z.string().optional(),
  formula: z.string().optional(),
  summaryForeignKey: z.string().optional(),
  summarizedField: z.string().optional(),
  summaryOperation: z.enum(['count', 'sum', 'min', 'max']).optional(),
  referenceTo: z.string().optional(),
  relationshipName: z.string().optional(),
  relationshipLabel: z.string().optional(),
  valueSet: z
    .object({
      restricted: flag.optional(),
      valueSetDefinition: z.object({ value: z.array(ValueSchema) }).optional(),
    })
    .optional(),
});

export type CustomFieldMetadata = z.infer<typeof CustomFieldMetadata>;

const TEXTS = [
  'label',
  'type',
  'length',
  'precision',
  'scale',
  'visibleLines',
  'required',
  'unique',
  'externalId',
  'defaultValue',
  'description',
  'inlineHelpText',
  'formula',
  'summaryForeignKey',
  'summarizedField',
  'summaryOperation',
  'referenceTo',
  'relationshipName',
  'relationshipLabel',
] as const;

/** Reads a `CustomField` component of a SOAP call into the shape that zod then checks. */
export function fieldComponent(element: XmlElement): unknown {
  const texts = TEXTS.flatMap((name) => {
    const text = childText(element, name);
    return text === undefined ? [] : [[name, text]];
  });
  const valueSet = childNamed(element, 'valueSet');
  if (valueSet === undefined) return Object.fromEntries(texts);
  const values = childrenNamed(childNamed(valueSet, 'valueSetDefinition'), 'value').map((value) => ({
    fullName: childText(value, 'fullName'),
    label: childText(value, 'label'),
  }));
  const restricted = childText(valueSet, 'restricted');
  return {
    ...Object.fromEntries(texts),
    valueSet: { ...(restricted === undefined ? {} : { restricted }), valueSetDefinition: { value: values } },
  };
}
