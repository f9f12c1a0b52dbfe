import { known, unknown } from '../figure.ts';
import {
  activity,
  count,
  hasMql,
  hasSql,
  hasTargets,
  hasValid,
  mapped,
  money,
  type Quantity,
  reached,
} from './quantity.ts';

const SPEND_DAY = { en: 'spend day', ja: '費用の日' };
const LEAD_DAY = { en: 'lead creation', ja: 'リード作成日' };
const STAGE_DAY = { en: 'stage entry', ja: '段階に入った日' };
const CREATED_DAY = { en: 'deal creation', ja: '商談の作成日' };
const CLOSE_DAY = { en: 'close date', ja: '受注日' };
const LOST_DAY = { en: 'close date', ja: '失注日' };
const AS_OF = { en: 'open now; deal creation', ja: '現時点で進行中(商談の作成日)' };

const LEAD_INPUTS = ['Lead.CreatedDate', 'contact createdate'];
const MQL_INPUTS = ['crm.*.statuses.mql', 'hs_lifecyclestage_marketingqualifiedlead_date'];
const SQL_INPUTS = ['crm.*.statuses.sql', 'Lead.ConvertedDate', 'hs_lifecyclestage_salesqualifiedlead_date'];
const DEAL_INPUTS = ['Opportunity.CreatedDate', 'deal createdate'];
const CLOSED_INPUTS = ['Opportunity.IsClosed, IsWon, CloseDate', 'deal hs_is_closed_won, closedate'];
const AMOUNT_INPUTS = ['Opportunity.Amount', 'deal amount'];

/** What costs per record are taken from. */
export const spendBase: Quantity = {
  label: 'spend',
  counts: ['spendMinor'],
  unit: 'money',
  noun: { en: 'spend', ja: '費用' },
  anchor: SPEND_DAY,
  inputs: ['spend/*.csv', 'spend/coverage.csv', 'Campaign.ActualCost', 'HubSpot campaign spend items'],
  none: () => 'zero-spend',
  of: ({ base }) => base,
};

/** What was spent, also where it cannot be divided. */
export const spendTotal: Quantity = { ...spendBase, of: ({ spend }) => spend };

/** What campaigns were given to spend; none is not zero. */
export const budget: Quantity = {
  label: 'budget',
  counts: ['budgetMinor'],
  unit: 'money',
  noun: { en: 'budget', ja: '予算' },
  anchor: { en: 'days of the campaign', ja: 'キャンペーンの期間' },
  inputs: ['Campaign.BudgetedCost', 'HubSpot campaign budget items'],
  none: () => 'no-budget',
  of: ({ sum }) => (sum.budgetMinor === 0 ? unknown('no-budget') : known(sum.budgetMinor)),
};

export const sessions = activity('sessions', { en: 'sessions', ja: '訪問数' }, 'no-sessions');
export const conversions = activity('conversions', { en: 'conversions', ja: 'CV数' }, 'no-conversions');

export const leads = count(
  'leads',
  'lead',
  { en: 'leads', ja: 'リード数' },
  LEAD_DAY,
  LEAD_INPUTS,
  'no-leads',
);
export const contactableLeads = count(
  'contactable-leads',
  'contactableLead',
  { en: 'contactable leads', ja: 'ML数' },
  LEAD_DAY,
  [...LEAD_INPUTS, 'e-mail address'],
  'no-leads',
);
export const targetLeads = mapped(
  count(
    'target-leads',
    'targetLead',
    { en: 'target leads', ja: 'ターゲットリード数' },
    LEAD_DAY,
    [...LEAD_INPUTS, 'targets.accounts'],
    'no-leads',
  ),
  hasTargets,
);
export const mql = mapped(
  count('mql', 'mql', { en: 'MQL', ja: 'MQL数' }, STAGE_DAY, MQL_INPUTS, 'no-mql'),
  hasMql,
);
export const sql = mapped(
  count('sql', 'sql', { en: 'SQL', ja: 'SQL数' }, STAGE_DAY, SQL_INPUTS, 'no-sql'),
  hasSql,
);
export const opportunities = count(
  'opportunities',
  'opportunity',
  { en: 'opportunities', ja: '商談数' },
  CREATED_DAY,
  DEAL_INPUTS,
  'no-opportunities',
);
export const validOpportunities = mapped(
  count(
    'valid-opportunities',
    'validOpportunity',
    { en: 'valid opportunities', ja: '有効商談数' },
    STAGE_DAY,
    [...DEAL_INPUTS, 'crm.*.stages.valid'],
    'no-opportunities',
  ),
  hasValid,
);
export const targetOpportunities = mapped(
  count(
    'target-opportunities',
    'targetOpportunity',
    { en: 'target opportunities', ja: 'ターゲット商談数' },
    CREATED_DAY,
    [...DEAL_INPUTS, 'targets.accounts'],
    'no-opportunities',
  ),
  hasTargets,
);
export const won = count('won', 'won', { en: 'won', ja: '受注数' }, CLOSE_DAY, CLOSED_INPUTS, 'no-wins');
export const lost = count(
  'lost',
  'lost',
  { en: 'lost', ja: '失注数' },
  LOST_DAY,
  CLOSED_INPUTS,
  'nothing-closed',
);
export const newCustomers: Quantity = {
  ...count(
    'newCustomers',
    'newCustomer',
    { en: 'new customers', ja: '新規顧客数' },
    CLOSE_DAY,
    [...CLOSED_INPUTS, 'account or company of the deal'],
    'no-new-customers',
  ),
  none: ({ sum }) => (sum.won === 0 ? 'no-wins' : 'no-new-customers'),
};
export const openDeals = count(
  'open-deals',
  'openDeal',
  { en: 'open deals', ja: '進行中の案件数' },
  AS_OF,
  DEAL_INPUTS,
  'no-open-deals',
);

/** Leads of the period that got to a stage so far. */
export const cohort = {
  mql: mapped(reached('leadToMql', { en: 'leads that became MQL', ja: 'MQL到達数' }, 'no-mql'), hasMql),
  sql: mapped(reached('leadToSql', { en: 'leads that became SQL', ja: 'SQL到達数' }, 'no-sql'), hasSql),
  mqlToSql: mapped(
    reached('leadMqlToSql', { en: 'MQLs that became SQL', ja: 'MQLからのSQL到達数' }, 'no-sql'),
    (facts) => hasMql(facts) && hasSql(facts),
  ),
  opportunity: reached(
    'leadToOpportunity',
    { en: 'leads that became an opportunity', ja: '商談化数' },
    'no-opportunities',
  ),
  sqlToOpportunity: mapped(
    reached(
      'leadSqlToOpportunity',
      { en: 'SQLs that became an opportunity', ja: 'SQLからの商談化数' },
      'no-opportunities',
    ),
    hasSql,
  ),
  won: reached('leadToWon', { en: 'leads won so far', ja: '受注済みのリード数' }, 'no-wins'),
} as const;

export const createdWon: Quantity = count(
  'created-won',
  'createdWon',
  { en: 'deals won so far', ja: '受注済みの商談数' },
  CREATED_DAY,
  [...DEAL_INPUTS, ...CLOSED_INPUTS],
  'no-wins',
);

export const wonRevenue = money({
  label: 'wonRevenue',
  count: 'wonMinor',
  noun: { en: 'won revenue', ja: '受注金額' },
  anchor: CLOSE_DAY,
  inputs: [...CLOSED_INPUTS, ...AMOUNT_INPUTS],
  records: 'won',
  withAmount: 'wonWithAmount',
  none: 'no-amount',
});
export const createdPipeline = money({
  label: 'pipeline-created',
  count: 'createdMinor',
  noun: { en: 'amount of deals created', ja: '創出パイプライン' },
  anchor: CREATED_DAY,
  inputs: [...DEAL_INPUTS, ...AMOUNT_INPUTS],
  records: 'opportunity',
  withAmount: 'createdWithAmount',
  none: 'no-amount',
});
export const openPipeline = money({
  label: 'open-pipeline',
  count: 'openMinor',
  noun: { en: 'amount of open deals', ja: '進行中の案件金額' },
  anchor: AS_OF,
  inputs: [...DEAL_INPUTS, ...AMOUNT_INPUTS],
  records: 'openDeal',
  withAmount: 'openWithAmount',
  none: 'no-amount',
});
export const existingRevenue: Quantity = {
  label: 'existing-revenue',
  counts: ['wonExistingMinor'],
  unit: 'money',
  noun: { en: 'won revenue of existing business', ja: '既存取引の受注金額' },
  anchor: CLOSE_DAY,
  inputs: [...CLOSED_INPUTS, ...AMOUNT_INPUTS],
  none: () => 'no-amount',
  of: ({ sum }) => known(sum.wonExistingMinor),
};
