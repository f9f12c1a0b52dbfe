import type { ValueProblem } from './property-values.ts';

type ErrorContext = Readonly<Record<string, readonly string[]>>;

/** One entry of `errors` in a 207 answer. */
export interface BatchError {
  readonly status: 'error';
  readonly category?: string;
  readonly subCategory?: string;
  readonly message: string;
  readonly context?: ErrorContext;
}

/** An answer other than 2xx, in the vendor's shape; the correlation id is added where it is sent. */
export class VendorError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body: Readonly<Record<string, unknown>> & { readonly message: string },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** 400 of the category the vendor gives most refusals. */
export function invalidRequest(message: string, extra: Readonly<Record<string, unknown>> = {}): VendorError {
  return new VendorError(400, { status: 'error', message, category: 'VALIDATION_ERROR', ...extra });
}

/** Live, this 404 has no category (recorded). */
export function notFound(): VendorError {
  return new VendorError(404, { status: 'error', message: 'resource not found' });
}

/** Live, this 400 has no category (recorded). */
export function unknownObjectType(name: string): VendorError {
  return new VendorError(400, { status: 'error', message: `Unable to infer object type from: ${name}` });
}

/** A cursor of search handed to list, or the other way round. */
export function invalidCursor(after: string): VendorError {
  return invalidRequest(
    `Invalid input: Cannot deserialize value of type \`java.lang.Long\` from String "${after}": not a valid paging cursor`,
  );
}

/** `existingId` is left out where a batch without trace ids fails as a whole. */
export function contactConflict(existingId?: string): VendorError {
  return new VendorError(409, {
    status: 'error',
    message: conflictMessage(existingId),
    category: 'CONFLICT',
  });
}

export function conflictMessage(existingId?: string): string {
  return existingId === undefined
    ? 'Contact already exists'
    : `Contact already exists. Existing ID: ${existingId}`;
}

/** Property validation of a single write: the list is JSON inside `message`. */
export function invalidProperties(problems: readonly ValueProblem[], portalId: number): VendorError {
  const listed = problems.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return invalidRequest(validationMessage(listed), { errors: problemDetails(problems) });
}

/** Of a whole batch: shorter entries, and `errors` names each problem once. */
export function invalidBatchProperties(problems: readonly ValueProblem[]): VendorError {
  return invalidRequest(batchValidationMessage(problems), { errors: problemDetails(problems) });
}

export function batchValidationMessage(problems: readonly ValueProblem[]): string {
  return validationMessage(
    problems.map(({ name, code, message }) => ({ isValid: false, message, error: code, name })),
  );
}

/** Ids that a batch names and the portal does not have: one error for all of them. */
export function missingObjects(singular: string, ids: readonly string[]): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids },
  };
}

function validationMessage(listed: readonly unknown[]): string {
  return `Property values were not valid: ${JSON.stringify(listed)}`;
}

function problemDetails(problems: readonly ValueProblem[]): readonly unknown[] {
  const once = new Map(problems.map((problem) => [`${problem.code} ${problem.name}`, problem]));
  return [...once.values()].map(({ name, code, message }) => ({
    message,
    code,
    context: { propertyName: [name] },
  }));
}
