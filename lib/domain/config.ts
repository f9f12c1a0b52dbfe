import * as z from 'zod';
import { AttributionSchema } from './config-attribution.ts';
import { ChannelSchema } from './config-channels.ts';
import {
  ApiBudgetSchema,
  ChangeEventsSchema,
  OrganizationIdSchema,
  PortalIdSchema,
  WebhooksSchema,
} from './config-crm.ts';
import { HandoffSchema } from './config-handoff.ts';
import { TargetsSchema } from './config-targets.ts';
import { COST_SCOPES } from './cost-scope.ts';
import { DEFAULT_CHANNELS } from './default-channels.ts';
import { SPEND_ORIGINS } from './spend-origin.ts';

const TextList = z.array(z.string().min(1)).min(1);
const FieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be a field name of the CRM');

const CrmSchema = z.strictObject({
  /** Name of the secret that holds the credentials. */
  secret: z.string().min(1).optional(),
  apiVersion: z.string().optional(),
  /** Stage names or ids by meaning; `won` and `lost` default to what the CRM itself says. */
  stages: z
    .strictObject({ valid: TextList.optional(), won: TextList.optional(), lost: TextList.optional() })
    .default({}),
  /** Lead statuses by meaning. Unmapped: MQL is null, SQL falls back to conversion. */
  statuses: z
    .strictObject({ mql: TextList.optional(), sql: TextList.optional(), disqualified: TextList.optional() })
    .default({}),
  lossReason: FieldName.optional(),
  dealTypes: z.strictObject({ new: TextList.optional(), existing: TextList.optional() }).default({}),
  amountMeaning: z.enum(['one-off', 'annual', 'monthly']).optional(),
  acquisitionDate: FieldName.optional(),
  contractEnd: FieldName.optional(),
  /** Field that holds the other CRM's record id. */
  foreignId: FieldName.optional(),
  landingPage: FieldName.optional(),
  apiBudget: ApiBudgetSchema.optional(),
});
const SalesforceSchema = CrmSchema.extend({
  /** Org that the credentials must be for. */
  organizationId: OrganizationIdSchema.optional(),
  changeEvents: ChangeEventsSchema.optional(),
});
const HubspotSchema = CrmSchema.extend({
  /** Account that the credentials must be for. */
  portalId: PortalIdSchema.optional(),
  webhooks: WebhooksSchema.optional(),
});

/** Columns of a spend file. */
export const SPEND_COLUMNS = [
  'date',
  'from',
  'to',
  'channel',
  'sub_channel',
  'amount',
  'currency',
  'cost_scope',
  'campaign',
  'tax',
  'tax_rate',
  'vendor',
  'invoice',
  'status',
] as const;

const SpendSourceSchema = z.strictObject({
  file: z.string().min(1),
  /** Our column → the file's header. Headers that already have our names need no entry. */
  columns: z.partialRecord(z.enum(SPEND_COLUMNS), z.string().min(1)).default({}),
  encoding: z.enum(['auto', 'utf-8', 'shift_jis']).default('auto'),
  costScope: z.enum(COST_SCOPES).default('media'),
});

const ActivitySourceSchema = z.strictObject({
  file: z.string().min(1),
  columns: z.partialRecord(z.enum(['date', 'channel', 'metric', 'value']), z.string().min(1)).default({}),
  encoding: z.enum(['auto', 'utf-8', 'shift_jis']).default('auto'),
});

const ExcludeSchema = z.union([
  z.strictObject({ emailDomain: TextList }),
  z.strictObject({ companyName: TextList }),
  z.strictObject({ field: FieldName, in: TextList }),
]);

const WriteBackSchema = z.strictObject({
  mode: z.enum(['plan', 'auto']).default('plan'),
  /** More changed records than this need `--yes`. */
  maxChangesPerRun: z.int().positive().default(500),
  /** A number moves only when it differs by more than this share of the old value. */
  onlyIfDelta: z.number().min(0).max(1).default(0.02),
  /** Base address of the studio, for the link on each record. */
  explainUrl: z.url().optional(),
});

const ScheduleSchema = z.strictObject({
  sync: z.string().default('rate(15 minutes)'),
  channels: z.string().default('rate(1 day)'),
  kpi: z.string().default('cron(10 2 * * ? *)'),
});

const NotifySchema = z.strictObject({
  email: z.strictObject({ from: z.email(), to: z.array(z.email()).min(1) }).optional(),
  slack: z.strictObject({ secret: z.string().min(1) }).optional(),
});

/** `revloop.yaml`: the one place where a company says what its words mean. Unknown keys are errors. */
export const ConfigSchema = z.strictObject({
  version: z.literal(1),
  timezone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Tokyo'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as JPY'),
  fiscalYearStartMonth: z.int().min(1).max(12).default(4),
  asOf: z.iso.date().optional(),
  lang: z.enum(['ja', 'en']).default('ja'),
  crm: z
    .strictObject({ salesforce: SalesforceSchema.optional(), hubspot: HubspotSchema.optional() })
    .refine(
      (crm) => crm.salesforce !== undefined || crm.hubspot !== undefined,
      'needs salesforce, hubspot or both',
    ),
  systemOfRecord: z.strictObject({ deals: z.enum(['salesforce', 'hubspot']).optional() }).default({}),
  /** Left out: the 14 methods of `default-channels.ts`. */
  channels: z
    .array(ChannelSchema)
    .min(1)
    .refine(hasUniqueIds, 'channel ids must be unique')
    .default(() => structuredClone([...DEFAULT_CHANNELS])),
  exclude: z.array(ExcludeSchema).default([]),
  spend: z.array(SpendSourceSchema).default([]),
  /** Where spend is read from: for each channel and month, the first with a row speaks. */
  spendSources: z
    .array(z.enum(SPEND_ORIGINS))
    .min(1)
    .refine((origins) => new Set(origins).size === origins.length, 'must name each source once')
    .default([...SPEND_ORIGINS]),
  activity: z.array(ActivitySourceSchema).default([]),
  targets: TargetsSchema.default({ ltvToCac: 3 }),
  attribution: AttributionSchema.prefault({}),
  handoff: HandoffSchema.prefault({}),
  writeBack: WriteBackSchema.prefault({}),
  schedule: ScheduleSchema.prefault({}),
  notify: NotifySchema.default({}),
});

export type Config = z.infer<typeof ConfigSchema>;
export type CrmConfig = z.infer<typeof CrmSchema>;
export type SpendSource = z.infer<typeof SpendSourceSchema>;
export type ActivitySource = z.infer<typeof ActivitySourceSchema>;

/** The CRM whose copy of a deal is counted: the configured one, else Salesforce if connected, else HubSpot. */
export function dealsSystem(config: Config): 'salesforce' | 'hubspot' {
  return config.systemOfRecord.deals ?? (config.crm.salesforce === undefined ? 'hubspot' : 'salesforce');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

function hasUniqueIds(channels: readonly { readonly id: string }[]): boolean {
  return new Set(channels.map((channel) => channel.id)).size === channels.length;
}
