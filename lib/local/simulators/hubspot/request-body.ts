import type { Context } from 'hono';
import * as z from 'zod';
import { VendorError } from './hubspot-errors.ts';

/** Parses the body or throws the vendor's 400, which names the place in the JSON and has no category. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await c.req.text();
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw malformed(text, `Cannot deserialize value of type at "${path}": ${issue?.message ?? 'not valid'}`);
}

/** A query parameter that may be repeated or hold a list parted by commas. */
export function queryList(c: Context, name: string): readonly string[] {
  return (c.req.queries(name) ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

/** Ids come as text or numbers. */
export const IdSchema = z.union([z.string(), z.number().transform(String)]);

export const PropertiesSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

export const AssociationSpecsSchema = z.array(
  z.object({
    associationCategory: z.string().optional(),
    associationTypeId: z.coerce.number().int(),
  }),
);

export const NewAssociationsSchema = z
  .array(z.object({ to: z.object({ id: IdSchema }), types: AssociationSpecsSchema }))
  .nullish()
  .transform((value) => value ?? []);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(text, cause instanceof Error ? cause.message : 'not JSON');
  }
}

function malformed(text: string, reason: string): VendorError {
  const lines = text.split('\n').length;
  return new VendorError(400, {
    status: 'error',
    message: `Invalid input JSON on line ${lines}, column 1: ${reason}`,
  });
}
