import * as z from 'zod';
import type { Org } from './org.ts';
import { badRequest } from './salesforce-errors.ts';

/** What an edit did: the records it touched and the stamp it left on them, if it left one. */
export interface EditAnswer {
  readonly ids: readonly string[];
  readonly stamp?: string;
}

/** One kind of change that a person makes in the org, beside all APIs. */
export interface Edit {
  readonly verb: string;
  /** Throws a `SalesforceError` for what the org refuses. */
  readonly apply: (org: Org, body: unknown) => EditAnswer;
}

export function defineEdit<T>(
  verb: string,
  schema: z.ZodType<T>,
  run: (org: Org, body: T) => EditAnswer,
): Edit {
  return {
    verb,
    apply: (org, body) => {
      const parsed = schema.safeParse(body);
      if (parsed.success) return run(org, parsed.data);
      throw badRequest('INVALID_EDIT', `edit ${verb}: ${z.prettifyError(parsed.error)}`);
    },
  };
}
