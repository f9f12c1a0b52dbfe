/** Where the live API, as recorded, differs from HubSpot's own OpenAPI files. */
export interface Deviation {
  /** Names of the schemas it applies to. */
  readonly schemas: readonly string[];
  /** Fields the file requires and live answers leave out. */
  readonly optional?: readonly string[];
  /** Fields whose type differs, or that the file does not have. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Answers that the files leave out: the status, and the name of its schema where it has a body. */
interface MissingAnswer {
  readonly path: RegExp;
  readonly status: number;
  readonly schema?: string;
  readonly reason: string;
}

const JOURNAL_ENTRY = /^\/webhooks-journal\/journal(-local)?\/[^/]+\/(earliest|latest|offset\/[^/]+\/next)$/;

export const MISSING_ANSWERS: readonly MissingAnswer[] = [
  {
    path: JOURNAL_ENTRY,
    status: 200,
    schema: 'JournalFetchResponse',
    reason: 'the file documents errors only; the guide shows the address of a file',
  },
  { path: JOURNAL_ENTRY, status: 204, reason: 'nothing has happened since: there is no next entry' },
];

const TEXT = { type: 'string' };
const NUMBER = { type: 'integer' };

export const DEVIATIONS: readonly Deviation[] = [
  {
    schemas: ['SimplePublicObject', 'SimplePublicObjectWithAssociations', 'SimplePublicUpsertObject'],
    fields: { properties: { type: 'object', additionalProperties: { type: ['string', 'null'] } } },
    reason: 'an unset property that was asked for is null (recorded: deals, companies, contacts)',
  },
  {
    schemas: ['MultiAssociatedObjectWithLabel'],
    fields: { toObjectId: NUMBER },
    reason: 'toObjectId is a number on the wire (recorded: contacts to companies)',
  },
  {
    schemas: ['LabelsBetweenObjectPair'],
    fields: { fromObjectId: NUMBER, toObjectId: NUMBER },
    reason: 'ids are numbers in labelled batch create (recorded: contact to company)',
  },
  {
    schemas: ['AssociationSpecWithLabel'],
    fields: { label: { type: ['string', 'null'] } },
    reason: 'unlabeled types have a null label (recorded: contacts to companies)',
  },
  {
    schemas: ['StandardError'],
    optional: ['category', 'context', 'errors', 'links'],
    fields: { subCategory: TEXT },
    reason: 'errors of a 207 leave fields out and spell subCategory as text (recorded: partial success)',
  },
  {
    schemas: ['Error'],
    optional: ['category'],
    fields: { status: TEXT },
    reason:
      'every error body has a status; 404, unknown object type and token errors have no category (recorded)',
  },
  {
    schemas: ['Error'],
    fields: { errorType: TEXT, policyName: TEXT, groupName: TEXT },
    reason: '429 bodies of the ten-secondly and the daily limit (usage guidelines)',
  },
  {
    schemas: ['Error'],
    fields: { error: TEXT, error_description: TEXT },
    reason: 'token endpoints after v1 answer in the manner of RFC 6749',
  },
  {
    schemas: ['PublicOwner'],
    fields: { userId: { type: ['integer', 'null'] } },
    reason: 'userId is null for an archived owner',
  },
];
