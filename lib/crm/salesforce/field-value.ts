import type { FieldValue } from '../../domain/entities.ts';
import type { FieldDefinition } from '../fields.ts';

/** The value as Salesforce stores and returns it: numbers at the field's scale, percent as 4.2 for 0.042. */
export function toSalesforceValue({ type }: FieldDefinition, value: string | number | null): FieldValue {
  if (value === null) return null;
  switch (type.kind) {
    case 'currency':
    case 'number':
      return Number(Number(value).toFixed(type.decimals));
    case 'percent':
      return Number((Number(value) * 100).toFixed(type.decimals));
    case 'text':
      return [...String(value)].slice(0, type.length).join('');
    default:
      return String(value);
  }
}
