export type Kind = 'text' | 'number' | 'datetime' | 'bool' | 'select' | 'external';

/** Name, label, kind, and `read-only` where a client may not write it. */
export type Line = readonly [name: string, label: string, kind: Kind, access?: 'read-only'];

const PERSON: readonly Line[] = [
  ['email', 'Email', 'text'],
  ['firstname', 'First Name', 'text'],
  ['lastname', 'Last Name', 'text'],
  ['hs_additional_emails', 'Additional email addresses', 'external', 'read-only'],
  ['hs_calculated_merged_vids', 'Merged vids with timestamps of a contact', 'text', 'read-only'],
  ['phone', 'Phone Number', 'text'],
  ['company', 'Company Name', 'text'],
  ['jobtitle', 'Job Title', 'text'],
  ['lifecyclestage', 'Lifecycle Stage', 'select'],
  ['hs_lead_status', 'Lead Status', 'select'],
  ['hs_analytics_source', 'Original Traffic Source', 'select'],
];

const COMPANY: readonly Line[] = [
  ['name', 'Company name', 'text'],
  ['domain', 'Company Domain Name', 'text'],
  ['website', 'Website URL', 'text'],
  ['phone', 'Phone Number', 'text'],
  ['industry', 'Industry', 'text'],
  ['numberofemployees', 'Number of Employees', 'number'],
  ['annualrevenue', 'Annual Revenue', 'number'],
  ['lifecyclestage', 'Lifecycle Stage', 'select'],
  ['hs_lead_status', 'Lead Status', 'select'],
  ['hs_analytics_source', 'Original Traffic Source', 'select'],
];

const DEAL: readonly Line[] = [
  ['dealname', 'Deal Name', 'text'],
  ['amount', 'Amount', 'number'],
  ['closedate', 'Close Date', 'datetime'],
  ['dealstage', 'Deal Stage', 'external'],
  ['pipeline', 'Pipeline', 'external'],
  ['dealtype', 'Deal Type', 'select'],
  ['hs_is_closed', 'Is Deal Closed?', 'bool', 'read-only'],
  ['hs_is_closed_won', 'Is Closed Won', 'bool', 'read-only'],
  ['hs_analytics_source', 'Original Traffic Source', 'select'],
];

const ACTIVITY: readonly Line[] = [
  ['hs_timestamp', 'Activity date', 'datetime'],
  ['hs_body_preview', 'Body preview', 'text', 'read-only'],
  ['hs_activity_type', 'Call and meeting type', 'text'],
];

const CALL: readonly Line[] = [
  ...ACTIVITY,
  ['hs_call_title', 'Call Title', 'text'],
  ['hs_call_body', 'Call notes', 'text'],
  ['hs_call_direction', 'Call direction', 'select'],
  ['hs_call_disposition', 'Call outcome', 'text'],
  ['hs_call_duration', 'Call duration', 'number'],
  ['hs_call_status', 'Call status', 'select'],
  ['hs_call_from_number', 'From Number', 'text'],
  ['hs_call_to_number', 'To Number', 'text'],
];

const MEETING: readonly Line[] = [
  ...ACTIVITY,
  ['hs_meeting_title', 'Meeting Title', 'text'],
  ['hs_meeting_body', 'Meeting description', 'text'],
  ['hs_internal_meeting_notes', 'Internal notes', 'text'],
  ['hs_meeting_location', 'Meeting location', 'text'],
  ['hs_meeting_outcome', 'Meeting outcome', 'select'],
  ['hs_meeting_start_time', 'Meeting start time', 'datetime'],
  ['hs_meeting_end_time', 'Meeting end time', 'datetime'],
];

const TASK: readonly Line[] = [
  ...ACTIVITY,
  ['hs_task_subject', 'Task Title', 'text'],
  ['hs_task_body', 'Task notes', 'text'],
  ['hs_task_status', 'Task Status', 'select'],
  ['hs_task_priority', 'Priority', 'select'],
  ['hs_task_type', 'Task Type', 'select'],
  ['hs_task_completion_date', 'Completed at', 'datetime', 'read-only'],
];

const EMAIL: readonly Line[] = [
  ...ACTIVITY,
  ['hs_email_subject', 'Email subject', 'text'],
  ['hs_email_text', 'Email body', 'text'],
  ['hs_email_html', 'Email HTML', 'text'],
  ['hs_email_direction', 'Email direction', 'select'],
  ['hs_email_status', 'Email send status', 'select'],
  ['hs_email_from_email', 'Email from address', 'text', 'read-only'],
  ['hs_email_to_email', 'Email to address', 'text', 'read-only'],
];

const LEAD: readonly Line[] = [
  ['hs_lead_name', 'Lead name', 'text'],
  ['hs_lead_type', 'Lead type', 'text'],
  ['hs_lead_label', 'Lead label', 'text'],
  ['hs_pipeline', 'Pipeline', 'external'],
  ['hs_pipeline_stage', 'Lead pipeline stage', 'external'],
];

const LINE_ITEM: readonly Line[] = [
  ['name', 'Name', 'text'],
  ['quantity', 'Quantity', 'number'],
  ['price', 'Unit price', 'number'],
  ['amount', 'Net price', 'number'],
  ['hs_product_id', 'Product ID', 'number'],
  ['hs_sku', 'SKU', 'text'],
  ['hs_recurring_billing_period', 'Term', 'text'],
];

const TICKET: readonly Line[] = [
  ['subject', 'Ticket name', 'text'],
  ['content', 'Ticket description', 'text'],
  ['hs_pipeline', 'Pipeline', 'external'],
  ['hs_pipeline_stage', 'Ticket status', 'external'],
  ['hs_ticket_priority', 'Priority', 'select'],
];

/** Of the object alone, beside what every object has. */
export const PROPERTIES: Readonly<Record<string, readonly Line[]>> = {
  contacts: PERSON,
  companies: COMPANY,
  deals: DEAL,
  calls: CALL,
  meetings: MEETING,
  tasks: TASK,
  notes: [...ACTIVITY, ['hs_note_body', 'Note body', 'text']],
  emails: EMAIL,
  leads: LEAD,
  line_items: LINE_ITEM,
  tickets: TICKET,
};

export const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  lifecyclestage: [
    'subscriber',
    'lead',
    'marketingqualifiedlead',
    'salesqualifiedlead',
    'opportunity',
    'customer',
    'evangelist',
    'other',
  ],
  hs_lead_status: [
    'NEW',
    'OPEN',
    'IN_PROGRESS',
    'OPEN_DEAL',
    'UNQUALIFIED',
    'ATTEMPTED_TO_CONTACT',
    'CONNECTED',
    'BAD_TIMING',
  ],
  hs_analytics_source: [
    'ORGANIC_SEARCH',
    'PAID_SEARCH',
    'EMAIL_MARKETING',
    'SOCIAL_MEDIA',
    'REFERRALS',
    'OTHER_CAMPAIGNS',
    'DIRECT_TRAFFIC',
    'OFFLINE',
    'PAID_SOCIAL',
    'AI_REFERRALS',
  ],
  hs_call_direction: ['INBOUND', 'OUTBOUND'],
  hs_call_status: [
    'BUSY',
    'CALLING_CRM_USER',
    'CANCELED',
    'COMPLETED',
    'CONNECTING',
    'FAILED',
    'IN_PROGRESS',
    'MISSED',
    'NO_ANSWER',
    'QUEUED',
    'RINGING',
  ],
  hs_meeting_outcome: ['SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED'],
  hs_task_status: ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'],
  hs_task_priority: ['NONE', 'LOW', 'MEDIUM', 'HIGH'],
  hs_task_type: ['TODO', 'CALL', 'EMAIL'],
  hs_email_direction: ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'],
  hs_email_status: ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'],
  hs_ticket_priority: ['LOW', 'MEDIUM', 'HIGH', 'URGENT'],
  dealtype: ['newbusiness', 'existingbusiness'],
};
