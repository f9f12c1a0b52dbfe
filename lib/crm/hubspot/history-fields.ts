import type { StageChange } from '../../domain/record-history.ts';

export type StageField = StageChange['field'];

/** Properties whose earlier values count, by object. */
export const STAGE_HISTORY: Readonly<Record<string, Readonly<Record<string, StageField>>>> = {
  deals: { dealstage: 'stage', amount: 'amount' },
  contacts: { lifecyclestage: 'status' },
};
