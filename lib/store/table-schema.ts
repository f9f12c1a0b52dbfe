/** The table's shape, shared by the stack, the embedded store and the tests. */
export const TABLE_SCHEMA = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which DynamoDB may delete an item. */
  ttlAttribute: 'expiresAt',
  /** Name where nothing else is configured. */
  defaultName: 'revloop',
} as const;
