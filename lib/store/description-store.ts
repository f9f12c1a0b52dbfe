import * as z from 'zod/mini';
import { jsonOf, stableJson } from './json.ts';
import { descriptionKey } from './keys.ts';
import type { Table } from './table.ts';

const FieldSchema = z.object({
  name: z.string(),
  isWritable: z.boolean(),
  /** Left out by versions that did not look at it. */
  type: z.exactOptional(z.string()),
  isComputed: z.exactOptional(z.boolean()),
});
const IssueSchema = z.object({
  code: z.enum(['field-absent', 'field-hidden', 'field-retyped']),
  /** The key of `revloop.yaml` that names the field. */
  key: z.string(),
  field: z.string(),
  detail: z.string(),
});
const DescriptionSchema = z.object({
  fields: z.array(FieldSchema),
  issues: z.exactOptional(z.array(IssueSchema)),
});

/** A field that the config maps and the CRM no longer gives as it was mapped. */
export type FieldIssue = Readonly<z.infer<typeof IssueSchema>>;

/** Fields of an object that the integration user could see when it was last read. */
export interface StoredDescription {
  readonly fields: readonly Readonly<z.infer<typeof FieldSchema>>[];
  /** Mappings that stand still, since the last run. */
  readonly issues?: readonly FieldIssue[];
}

export async function loadDescription(
  table: Table,
  crm: string,
  object: string,
): Promise<StoredDescription | undefined> {
  const item = await table.get(descriptionKey(crm, object));
  return item === undefined ? undefined : jsonOf(item, 'description', DescriptionSchema);
}

/** Saves a description; one that is stored already is not written again. */
export async function saveDescription(
  table: Table,
  of: { readonly crm: string; readonly object: string },
  { fields, issues = [] }: StoredDescription,
): Promise<void> {
  const kept = fields
    .map(({ name, isWritable, type, isComputed }) => ({
      name,
      isWritable,
      ...(type === undefined ? {} : { type }),
      ...(isComputed === undefined ? {} : { isComputed }),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const key = descriptionKey(of.crm, of.object);
  const description = stableJson({ fields: kept, ...(issues.length === 0 ? {} : { issues }) });
  if ((await table.get(key))?.['description'] === description) return;
  await table.put({ ...key, description });
}
