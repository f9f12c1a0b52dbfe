import * as z from 'zod';

/** How much of a CRM's API RevLoop may use. */
export const ApiBudgetSchema = z.strictObject({
  /** Of the day's limit, what one run may use. */
  runShare: z.number().gt(0).max(1).default(0.25),
  /** Of the day's limit, what all apps together may have used before RevLoop stops. */
  orgShare: z.number().gt(0).max(1).default(0.8),
  /** Calls per burst window at most, and searches per second. */
  burst: z.int().positive().optional(),
  search: z.int().positive().optional(),
  /** Time zone of the account, whose midnight the day's count starts at. */
  timeZone: z.string().optional(),
});

export type ApiBudgetSettings = z.infer<typeof ApiBudgetSchema>;

/** Account id of HubSpot: Settings > Account Management, or the number in the address of any of its pages. */
export const PortalIdSchema = z
  .union([z.int().positive(), z.string().regex(/^\d+$/, 'must be the number of a HubSpot account')])
  .transform(String);

/** Org id of Salesforce: Setup > Company Information. */
export const OrganizationIdSchema = z
  .string()
  .regex(/^00D(?:[A-Za-z0-9]{12}|[A-Za-z0-9]{15})$/, 'must be an org id of 15 or 18 characters: 00D…');

/** HubSpot signs its webhooks over the address it calls, which gateways in between may show differently. */
export const WebhooksSchema = z.strictObject({
  publicUrl: z.url({ protocol: /^https$/, error: 'must be the https address that HubSpot calls' }),
  /** Name of the secret that holds the app's client secret: `{"clientSecret": "…"}`. */
  secret: z.string().min(1),
  /** Account whose events count; left out, the connection's `portalId`, else every account the app's secret signs for. */
  portalId: PortalIdSchema.optional(),
});

/** Change events of Salesforce on EventBridge. */
export const ChangeEventsSchema = z.strictObject({
  /** Partner event source of the event relay or of AppFlow. */
  source: z
    .string()
    .regex(
      /^aws\.partner\/(?:appflow\/)?salesforce\.com\/[\w./-]+$/,
      'must be a partner event source such as aws.partner/salesforce.com/00D…/0YL…',
    ),
});
