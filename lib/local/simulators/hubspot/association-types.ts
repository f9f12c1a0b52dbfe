import type { ObjectName } from './object-names.ts';

interface AssociationType {
  readonly typeId: number;
  readonly from: string;
  readonly to: string;
  readonly isPrimary: boolean;
}

/**
 * Type ids of HubSpot's own associations, there and back: from, to, id, id of the other direction.
 * https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 (association type id values)
 */
const PAIRS: readonly (readonly [from: string, to: string, typeId: number, inverse: number])[] = [
  ['contacts', 'companies', 279, 280],
  ['deals', 'contacts', 3, 4],
  ['deals', 'companies', 341, 342],
  ['contacts', 'tickets', 15, 16],
  ['deals', 'tickets', 27, 28],
  ['tickets', 'companies', 339, 340],
  ['deals', 'line_items', 19, 20],
  ['deals', 'quotes', 63, 64],
  ['communications', 'contacts', 81, 82],
  ['communications', 'deals', 85, 86],
  ['communications', 'companies', 87, 88],
  ['companies', 'calls', 181, 182],
  ['companies', 'emails', 185, 186],
  ['companies', 'meetings', 187, 188],
  ['companies', 'notes', 189, 190],
  ['companies', 'tasks', 191, 192],
  ['contacts', 'calls', 193, 194],
  ['contacts', 'emails', 197, 198],
  ['contacts', 'meetings', 199, 200],
  ['contacts', 'notes', 201, 202],
  ['contacts', 'tasks', 203, 204],
  ['deals', 'calls', 205, 206],
  ['deals', 'emails', 209, 210],
  ['deals', 'meetings', 211, 212],
  ['deals', 'notes', 213, 214],
  ['deals', 'tasks', 215, 216],
  ['leads', 'contacts', 578, 579],
  ['leads', 'companies', 610, 611],
];

const PRIMARY_PAIRS: typeof PAIRS = [
  ['contacts', 'companies', 1, 2],
  ['deals', 'companies', 5, 6],
  ['tickets', 'companies', 26, 25],
];

const TYPES: readonly AssociationType[] = [
  ...PRIMARY_PAIRS.flatMap((pair) => bothWays(pair, true)),
  ...PAIRS.flatMap((pair) => bothWays(pair, false)),
];

/** Ids for pairs that HubSpot does not define here, e.g. to a custom object: stable per portal. */
const FIRST_UNLISTED_TYPE = 10_001;

/** HubSpot's types from one object to another, primary first. */
export function typesBetween(from: string, to: string): readonly AssociationType[] {
  const known = TYPES.filter((type) => type.from === from && type.to === to);
  return known.length > 0 ? known : [{ typeId: FIRST_UNLISTED_TYPE, from, to, isPrimary: false }];
}

/** The unlabeled type of a pair. */
export function defaultType(from: string, to: string): AssociationType {
  const types = typesBetween(from, to);
  return (
    types.find(({ isPrimary }) => !isPrimary) ?? { typeId: FIRST_UNLISTED_TYPE, from, to, isPrimary: false }
  );
}

/** The id that the same association carries in the other direction; itself where HubSpot defines none. */
export function inverseTypeId(typeId: number): number {
  for (const [, , there, back] of [...PRIMARY_PAIRS, ...PAIRS]) {
    if (typeId === there) return back;
    if (typeId === back) return there;
  }
  return typeId;
}

export function isPrimaryType(typeId: number): boolean {
  return PRIMARY_PAIRS.some(([, , there, back]) => typeId === there || typeId === back);
}

/** Target object of a type id, for `associations` of a create call. */
export function targetOf(typeId: number): string | undefined {
  return TYPES.find((type) => type.typeId === typeId)?.to;
}

/** Type of an inline association: `deal_to_company` is the primary one where a pair has one. */
export function inlineTypeName(from: ObjectName, to: ObjectName, typeId: number): string {
  const name = `${from.singular}_to_${to.singular}`;
  const hasPrimary = typesBetween(from.plural, to.plural).some(({ isPrimary }) => isPrimary);
  return hasPrimary && !isPrimaryType(typeId) ? `${name}_unlabeled` : name;
}

function bothWays([from, to, there, back]: (typeof PAIRS)[number], isPrimary: boolean) {
  return [
    { typeId: there, from, to, isPrimary },
    { typeId: back, from: to, to: from, isPrimary },
  ];
}
