import * as z from 'zod';

const FieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be a field name of the CRM');

/** All conditions named must hold. A condition on something the CRM does not say is not met. */
const RankConditionSchema = z
  .strictObject({
    minEmployees: z.int().nonnegative().optional(),
    maxEmployees: z.int().nonnegative().optional(),
    /** Yearly revenue of the person's company, major units of the reporting currency. */
    minRevenue: z.number().nonnegative().optional(),
    maxMonthsSinceFirstContact: z.number().positive().optional(),
    /** Not an existing customer when the lead was created. */
    isNew: z.boolean().optional(),
    onTargetList: z.boolean().optional(),
    /** The person stated this condition: a field with one of these values. */
    field: FieldName.optional(),
    in: z.array(z.string()).min(1).optional(),
    minPageVisits: z.int().positive().optional(),
  })
  .refine((when) => Object.values(when).some((value) => value !== undefined), 'needs at least one condition')
  .refine((when) => (when.field === undefined) === (when.in === undefined), 'field and in belong together');

const RankRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  rank: z.enum(['hot', 'warm', 'cold']),
  when: RankConditionSchema,
});

/** The published rules, in order of precedence: a page visited twice outweighs a small company. */
const DEFAULT_RULES: z.infer<typeof RankRuleSchema>[] = [
  {
    id: 'hot-large',
    rank: 'hot',
    when: { isNew: true, minEmployees: 1000, minRevenue: 5_000_000_000, maxMonthsSinceFirstContact: 3 },
  },
  {
    id: 'hot-target',
    rank: 'hot',
    when: { onTargetList: true, minEmployees: 300, field: 'stated_condition', in: ['yes', 'true', '1'] },
  },
  { id: 'hot-visits', rank: 'hot', when: { minPageVisits: 2 } },
  { id: 'cold-small', rank: 'cold', when: { maxEmployees: 99 } },
];

export const HandoffSchema = z.strictObject({
  /** First match wins; no match is the rank `none` with the reason `no-rule-matched`. */
  rules: z.array(RankRuleSchema).default(() => structuredClone(DEFAULT_RULES)),
  /** Boolean or text field that marks the target list. */
  targetListField: FieldName.default('target_list'),
  /** Number field that counts visits of the pages that matter. */
  pageVisitsField: FieldName.default('key_page_visits'),
});

export type RankRule = z.infer<typeof RankRuleSchema>;
