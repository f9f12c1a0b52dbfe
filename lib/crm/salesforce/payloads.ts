import * as z from 'zod';

/** One row of a query or a retrieve: the selected fields, and `attributes`. */
export type Row = Readonly<Record<string, unknown>>;
/** Checked no deeper: copying every cell of every row would cost more than reading it. */
export const RowSchema = z.custom<Row>((row) => typeof row === 'object' && row !== null, 'not a row');

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export const QueryAnswer = z.object({
  totalSize: z.int().nonnegative(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(RowSchema),
});

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
export const DescribeAnswer = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string().optional(),
      type: z.string(),
      updateable: z.boolean().optional(),
      calculated: z.boolean().optional(),
    }),
  ),
});

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm */
export const SaveAnswer = z.array(
  z.object({
    success: z.boolean(),
    errors: z.array(z.object({ statusCode: z.string(), message: z.string().optional() })).optional(),
  }),
);
export type SaveResult = z.infer<typeof SaveAnswer>[number];

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_upsertMetadata.htm */
export const UpsertAnswer = z.array(
  z.object({
    success: z.boolean(),
    created: z.boolean().optional(),
    errors: z.array(z.object({ message: z.string().optional() })).optional(),
  }),
);
