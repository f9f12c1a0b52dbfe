/** One error as Salesforce words it; single calls name the code `errorCode`, items of a collection `statusCode`. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly fields?: readonly string[];
  /** What a single call tells beside code and message; items of a collection leave it out. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** A request that Salesforce refuses as a whole. */
export class SalesforceError extends Error {
  readonly status: number;
  readonly refusals: readonly Refusal[];

  constructor(status: number, ...refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.message).join('; '));
    this.name = 'SalesforceError';
    this.status = status;
    this.refusals = refusals;
  }
}

/** Body of a refused request: an array, also for one error. */
export function toErrorBody(refusals: readonly Refusal[]): readonly object[] {
  return refusals.map(({ code, message, fields, beside }) => ({
    ...beside,
    message,
    errorCode: code,
    ...(fields === undefined ? {} : { fields }),
  }));
}

/** A reply that refuses a request with one error. */
export const errorReply = (
  status: number,
  code: string,
  message: string,
): { readonly status: number; readonly body: readonly object[] } => ({
  status,
  body: toErrorBody([{ code, message }]),
});

const GONE_CODES: readonly string[] = ['NOT_FOUND', 'ENTITY_IS_DELETED'];

/** HTTP status of a single-record call that failed with `refusal`. */
export const statusOf = (refusal: Refusal): number => (GONE_CODES.includes(refusal.code) ? 404 : 400);

export const badRequest = (code: string, message: string, fields?: readonly string[]): SalesforceError =>
  new SalesforceError(400, { code, message, ...(fields === undefined ? {} : { fields }) });

export const notFound = (message = 'The requested resource does not exist'): SalesforceError =>
  new SalesforceError(404, { code: 'NOT_FOUND', message });

const ADVICE = 'Please reference your WSDL or the describe call for the appropriate names.';

export function unknownColumn(field: string, object: string): string {
  return `No such column '${field}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${ADVICE}`;
}

export function unsupportedObject(object: string): string {
  return `sObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${ADVICE}`;
}

export const readOnlyFields = (fields: readonly string[]): Refusal => ({
  code: 'INVALID_FIELD_FOR_INSERT_UPDATE',
  message: `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
  fields,
});

export const tooManyRecords = (limit: number): SalesforceError =>
  badRequest(
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${limit} records in this operation`,
  );
