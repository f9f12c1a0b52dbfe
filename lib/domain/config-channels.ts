import * as z from 'zod';

const OneOrMore = z.union([
  z
    .string()
    .min(1)
    .transform((value) => [value]),
  z.array(z.string().min(1)).min(1),
]);

/** All conditions named must hold; within one, any of the words. A word may end in `*`; case does not matter. */
const ConditionSchema = z
  .strictObject({
    utmSource: OneOrMore.optional(),
    utmMedium: OneOrMore.optional(),
    utmCampaign: OneOrMore.optional(),
    leadSource: OneOrMore.optional(),
    analyticsSource: OneOrMore.optional(),
    form: OneOrMore.optional(),
    landingPage: OneOrMore.optional(),
    campaign: OneOrMore.optional(),
    campaignType: OneOrMore.optional(),
    /** Sales' own calls, meetings and mails give no channel unless named here, e.g. `call-inbound` or `meeting*`. */
    activity: OneOrMore.optional(),
  })
  .refine(
    (condition) => Object.values(condition).some((words) => words !== undefined),
    'needs at least one condition',
  );

export const ChannelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, _ or -'),
  name: z.strictObject({ ja: z.string().min(1), en: z.string().min(1) }),
  /** Nurture channels warm known people and get no first-touch verdict. */
  role: z.enum(['acquire', 'nurture']).default('acquire'),
  /** Any of these conditions gives the channel. */
  when: z
    .union([ConditionSchema.transform((condition) => [condition]), z.array(ConditionSchema).min(1)])
    .default([]),
});

export type Channel = z.infer<typeof ChannelSchema>;
export type ChannelCondition = z.infer<typeof ConditionSchema>;
