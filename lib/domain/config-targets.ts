import * as z from 'zod';

/** Major units of the reporting currency, e.g. 2000000 or "2000000.50". */
const Amount = z.union([z.number().nonnegative().transform(String), z.string().regex(/^\d+(\.\d+)?$/)]);
const Ratio = z.number().min(0).max(1);

/** The three ways the articles give LTV. An amount left out is taken from each channel's won deals. */
const LtvSchema = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('revenue'),
    annualRevenue: Amount.optional(),
    years: z.number().positive(),
  }),
  z.strictObject({
    method: z.literal('spot'),
    profitPerTransaction: Amount.optional(),
    repeatPurchases: z.number().positive(),
  }),
  z.strictObject({
    method: z.literal('subscription'),
    monthlyProfit: Amount.optional(),
    /** Left out: learnt from mapped contract ends. */
    months: z.number().positive().optional(),
  }),
]);

/** Conversion from each stage to the next; used to work cost targets back (逆算). */
const RatesSchema = z.strictObject({
  leadToMql: Ratio.optional(),
  mqlToSql: Ratio.optional(),
  sqlToOpportunity: Ratio.optional(),
  opportunityToWon: Ratio.optional(),
});

/** Which companies marketing aims at (ターゲット); all conditions named must hold. */
const AccountsSchema = z
  .strictObject({
    minEmployees: z.int().nonnegative().optional(),
    maxEmployees: z.int().nonnegative().optional(),
    /** Yearly revenue, major units of the reporting currency. */
    minRevenue: z.number().nonnegative().optional(),
    industries: z.array(z.string().min(1)).min(1).optional(),
    /** Marked in the field that `handoff.targetListField` names. */
    onTargetList: z.literal(true).optional(),
  })
  .refine((rule) => Object.values(rule).some((value) => value !== undefined), 'needs at least one condition');

const Goal = z.number().positive().optional();

/** Goals of the whole company for one month; what a longer period should bring is that times its months. */
const MonthlySchema = z.strictObject({
  leads: Goal,
  mql: Goal,
  sql: Goal,
  opportunities: Goal,
  won: Goal,
  newCustomers: Goal,
  wonRevenue: Amount.optional(),
});

export const TargetsSchema = z.strictObject({
  /** Target CAC of the company; left out: LTV ÷ `ltvToCac`. */
  cac: Amount.optional(),
  ltv: LtvSchema.optional(),
  ltvToCac: z.number().positive().default(3),
  /** Never assumed: without it, figures stay on revenue and say so. */
  grossMarginRatio: Ratio.optional(),
  /** Gross profit a month per customer, for the worked-back target. */
  monthlyGrossProfit: Amount.optional(),
  paybackMonths: z.number().positive().optional(),
  rates: RatesSchema.optional(),
  accounts: AccountsSchema.optional(),
  monthly: MonthlySchema.optional(),
});

export type LtvTarget = z.infer<typeof LtvSchema>;
export type StageRates = z.infer<typeof RatesSchema>;
