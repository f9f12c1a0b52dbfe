import type { FieldValue } from '../../domain/entities.ts';
import type { FieldDefinition } from '../fields.ts';

/** Decimals HubSpot needs so that a percentage keeps the field's own. */
const PERCENT_SHIFT = 2;

/** The value as HubSpot stores and returns it: always text, percent as the fraction 0.042. */
export function toHubspotValue({ type }: FieldDefinition, value: string | number | null): FieldValue {
  if (value === null) return null;
  switch (type.kind) {
    case 'currency':
    case 'number':
      return String(Number(Number(value).toFixed(type.decimals)));
    case 'percent':
      return String(Number(Number(value).toFixed(type.decimals + PERCENT_SHIFT)));
    case 'text':
      return [...String(value)].slice(0, type.length).join('');
    default:
      return String(value);
  }
}
