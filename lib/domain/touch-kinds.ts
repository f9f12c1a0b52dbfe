/**
 * Kinds of touch in the order they happen within one day: the first visit, pages, a form, a campaign, then the record
 * that a form or a person made of it, then what sales did with it. A Salesforce `LeadSource` witnesses a creation,
 * never a first touch.
 */
export const TOUCH_KINDS = [
  'first-touch',
  'page',
  'form',
  'campaign',
  'creation',
  'email',
  'call',
  'meeting',
] as const;
export type TouchKind = (typeof TOUCH_KINDS)[number];
