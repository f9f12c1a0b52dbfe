/** getUpdated and getDeleted find more ids than they may list. */
export const EXCEEDED_ID_LIMIT = 'exceeded-id-limit';

export const REPLICATION_FAULTS: readonly string[] = [EXCEEDED_ID_LIMIT];
