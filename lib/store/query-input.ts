import type { CountFilter, QueryOptions } from './table.ts';

/** A query of DynamoDB's, without the table's name. */
export interface QueryInput {
  readonly KeyConditionExpression: string;
  readonly ExpressionAttributeValues: Record<string, string | number | boolean>;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ProjectionExpression?: string;
  readonly FilterExpression?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly Select?: 'COUNT';
}

/** Attributes are named by number: many of their names are reserved words. */
export function queryInput(pk: string, options: QueryOptions): QueryInput {
  const { prefix, attributes, after, isReversed = false, limit } = options;
  const names = ['pk', 'sk', ...(attributes ?? [])];
  const projection =
    attributes === undefined
      ? {}
      : {
          ProjectionExpression: names.map((_, at) => `#p${at}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#p${at}`, name])),
        };
  return {
    ...keyCondition(pk, { prefix, after }),
    ScanIndexForward: !isReversed,
    ...(limit === undefined ? {} : { Limit: limit }),
    ...projection,
  };
}

function keyCondition(
  pk: string,
  { prefix, after }: { readonly prefix: string | undefined; readonly after: string | undefined },
): Pick<QueryInput, 'KeyConditionExpression' | 'ExpressionAttributeValues'> {
  if (prefix !== undefined)
    return {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    };
  if (after === undefined)
    return { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
  return {
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: { ':pk': pk, ':after': after },
  };
}

/** The whole partition is read, and only its count is sent. */
export function countInput(pk: string, where: CountFilter | undefined): QueryInput {
  const input = { KeyConditionExpression: 'pk = :pk', Select: 'COUNT' } as const;
  if (where === undefined) return { ...input, ExpressionAttributeValues: { ':pk': pk } };
  return {
    ...input,
    FilterExpression: '#w = :w',
    ExpressionAttributeNames: { '#w': where.attribute },
    ExpressionAttributeValues: { ':pk': pk, ':w': where.equals },
  };
}
