import * as z from 'zod';
import { CrmFailure } from '../crm-failure.ts';

/** What a call of the SDK gives once it has parsed the body. */
export interface Answer<T> {
  readonly data: T;
  readonly headers: Readonly<Record<string, string>>;
}

export type SdkCall = () => Promise<Answer<unknown>>;

/** The SDK throws this on any 2xx other than the documented one; the body is whole. */
const UndocumentedSuccess = z.object({
  code: z.int().min(200).max(299),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()),
});

const REASON_LENGTH = 300;

/** Runs one SDK call and parses what it gives. Throws `CrmFailure` only. */
export async function readAnswer<T>(schema: z.ZodType<T>, call: SdkCall): Promise<Answer<T>> {
  const { data, headers } = await call().catch(toUndocumentedSuccess);
  const parsed = schema.safeParse(data);
  if (parsed.success) return { data: parsed.data, headers };
  throw corruptAnswer(z.prettifyError(parsed.error), parsed.error);
}

/** An answer that is not what HubSpot's contract says. */
export function corruptAnswer(reason: string, cause?: unknown): CrmFailure {
  const message = `answer not as documented: ${reason.slice(0, REASON_LENGTH)}`;
  return new CrmFailure('corrupt', message, { cause, wasSent: true });
}

function toUndocumentedSuccess(cause: unknown): Answer<unknown> {
  if (cause instanceof CrmFailure) throw cause;
  const success = UndocumentedSuccess.safeParse(cause).data;
  if (success !== undefined) return { data: success.body, headers: success.headers };
  // The transport lets only 2xx through: what is left is a body that the SDK cannot parse.
  throw corruptAnswer(cause instanceof Error ? cause.message : String(cause), cause);
}
