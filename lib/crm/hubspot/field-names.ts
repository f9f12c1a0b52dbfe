import type { FieldDefinition, FieldOwner } from '../fields.ts';

/** HubSpot object that carries the fields of each owner. A campaign's fields have no place in its typed API: left out. */
export const HUBSPOT_OBJECT_OF: Partial<Record<FieldOwner, string>> = {
  deal: 'deals',
  person: 'contacts',
  company: 'companies',
};

/** Internal property name of a RevLoop field: `Channel_CAC` is `revloop_channel_cac`. */
export function hubspotFieldName(definition: Pick<FieldDefinition, 'stem'>): string {
  return `revloop_${definition.stem.toLowerCase()}`;
}
