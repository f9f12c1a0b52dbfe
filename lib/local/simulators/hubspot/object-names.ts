/** How one CRM object is spelled on the wire, and which of its properties hold its stamps. */
export interface ObjectName {
  /** Canonical name, as in `/crm/v3/objects/contacts`. */
  readonly plural: string;
  readonly singular: string;
  readonly typeId: string;
  readonly createdProperties: readonly string[];
  readonly modifiedProperty: string;
  /** Properties of a read that names none. */
  readonly defaultProperties: readonly string[];
}

const CREATED = ['createdate'] as const;
const ENGAGEMENT_CREATED = ['hs_createdate'] as const;

/** https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm (object type ids) */
const STANDARD_OBJECTS: readonly ObjectName[] = [
  {
    plural: 'contacts',
    singular: 'contact',
    typeId: '0-1',
    createdProperties: CREATED,
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['email', 'firstname', 'lastname'],
  },
  standard('companies', 'company', '0-2', CREATED, ['domain', 'name']),
  standard(
    'deals',
    'deal',
    '0-3',
    ['createdate', 'hs_createdate'],
    ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'],
  ),
  standard('tickets', 'ticket', '0-5', CREATED, ['subject', 'hs_pipeline', 'hs_pipeline_stage']),
  standard('products', 'product', '0-7', CREATED, ['name', 'price']),
  standard('line_items', 'line_item', '0-8', CREATED, ['quantity', 'amount', 'price']),
  standard('quotes', 'quote', '0-14', ENGAGEMENT_CREATED, ['hs_title']),
  standard('communications', 'communication', '0-18', ENGAGEMENT_CREATED, []),
  standard('tasks', 'task', '0-27', ENGAGEMENT_CREATED, []),
  standard('notes', 'note', '0-46', ENGAGEMENT_CREATED, []),
  standard('meetings', 'meeting', '0-47', ENGAGEMENT_CREATED, []),
  standard('calls', 'call', '0-48', ENGAGEMENT_CREATED, []),
  standard('emails', 'email', '0-49', ENGAGEMENT_CREATED, []),
  standard('leads', 'lead', '0-136', ENGAGEMENT_CREATED, ['hs_lead_name']),
];

/** First number of the type ids that custom objects get. */
const FIRST_CUSTOM_TYPE = 1_000_001;

/**
 * The objects of one portal by every spelling the vendor accepts: plural, singular, any case, object type id.
 * `tables` are the names of the export's files; those that are not standard become custom objects.
 */
export function nameObjects(tables: readonly string[]): ReadonlyMap<string, ObjectName> {
  const names = new Map<string, ObjectName>();
  for (const name of STANDARD_OBJECTS) addSpellings(names, name);
  let customType = FIRST_CUSTOM_TYPE;
  for (const table of tables) {
    if (names.has(table.toLowerCase())) continue;
    addSpellings(names, standard(table, table.replace(/s$/, ''), `2-${customType}`, ENGAGEMENT_CREATED, []));
    customType += 1;
  }
  return names;
}

function standard(
  plural: string,
  singular: string,
  typeId: string,
  createdProperties: readonly string[],
  defaultProperties: readonly string[],
): ObjectName {
  return {
    plural,
    singular,
    typeId,
    createdProperties,
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties,
  };
}

function addSpellings(names: Map<string, ObjectName>, name: ObjectName): void {
  for (const spelling of [name.plural, name.singular, name.typeId]) names.set(spelling.toLowerCase(), name);
}
