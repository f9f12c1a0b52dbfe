import type { Config } from '../lib/domain/config.ts';
import { INGEST_EVENTS } from '../lib/runtime/queue.ts';

export type ScheduleKey = keyof Config['schedule'];

/**
 * What starts a job. `schedule` invokes the function with `{"schedule": "<key>"}`; `rule` with the bus event
 * `<after>.done`; `queue` hands it one message at a time, fed by a schedule (one `{"crm": "<name>"}` per configured
 * CRM) or by a rule (the bus event), and beside it by the details of bus events that `requests` names. `changes` invokes
 * the function with each webhook request and each change event, where they are configured.
 */
export type Trigger =
  | { readonly kind: 'schedule'; readonly schedule: ScheduleKey }
  | { readonly kind: 'rule'; readonly after: string }
  | { readonly kind: 'queue'; readonly fedBy: QueueFeed; readonly requests?: readonly string[] }
  | { readonly kind: 'changes' };

export type QueueFeed =
  | { readonly kind: 'crm-schedule'; readonly schedule: ScheduleKey }
  | { readonly kind: 'rule'; readonly after: string };

/** What a job's role may do; each word becomes actions on one resource in `constructs/grants.ts`. */
export type Grant =
  | 'table-read'
  | 'table-write'
  | 'bus-put'
  | 'crm-secrets'
  | 'webhook-secret'
  | 'inbox-read';

export interface Job {
  /** Spelled the same in functions/, lib/pipeline/, construct ids, log lines and the event `<step>.done`. */
  readonly step: string;
  readonly description: string;
  readonly trigger: Trigger;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Runs side by side at most; left out, as many as the account allows. */
  readonly concurrency?: number;
  readonly grants: readonly Grant[];
  /** What a person loses while this job fails, and whether it comes back by itself. Shown in the alarm. */
  readonly impact: string;
}

/** Lambda's longest run; a first sync of a large CRM uses it and resumes at its checkpoint. */
const LONGEST_RUN_SECONDS = 900;

/** Above what HubSpot sends at once by default (10), with room for change events; a flood ends here. */
const RECEIVERS = 20;

/** The one list of jobs. The stack, its alarms and their tests are made from it. */
export const JOBS: readonly Job[] = [
  {
    step: 'receive-changes',
    description: 'Takes webhooks and change events of the CRMs and queues the records they name.',
    trigger: { kind: 'changes' },
    timeoutSeconds: 10,
    memoryMb: 256,
    concurrency: RECEIVERS,
    grants: ['bus-put', 'webhook-secret'],
    impact:
      'Changes in the CRMs are seen up to one sync interval later than usual. Nothing is lost: HubSpot and EventBridge ' +
      'send again for a day, and the scheduled sync reads the same changes.',
  },
  {
    step: 'ingest-crm',
    description: 'Reads changed leads, contacts, companies and deals of one CRM into the store.',
    trigger: {
      kind: 'queue',
      fedBy: { kind: 'crm-schedule', schedule: 'sync' },
      requests: Object.values(INGEST_EVENTS),
    },
    timeoutSeconds: LONGEST_RUN_SECONDS,
    memoryMb: 1024,
    grants: ['table-read', 'table-write', 'bus-put', 'crm-secrets'],
    impact:
      'Leads and deals changed in the CRM since the last good sync are missing, so CAC, ranks and handoffs are out ' +
      'of date. Nothing is lost: the next good run resumes at its checkpoint.',
  },
  {
    step: 'ingest-channels',
    description: 'Reads spend and activity sheets of the inbox bucket into the store.',
    trigger: { kind: 'schedule', schedule: 'channels' },
    timeoutSeconds: 300,
    memoryMb: 512,
    grants: ['table-read', 'table-write', 'bus-put', 'inbox-read'],
    impact:
      'Spend uploaded since the last good run is not counted, so CAC and ROAS look better than they are. ' +
      'The sheets stay in the inbox and are read by the next good run.',
  },
  {
    step: 'compute-kpis',
    description: 'Computes CAC, LTV, funnel and targets per channel and publishes them as one snapshot.',
    trigger: { kind: 'schedule', schedule: 'kpi' },
    timeoutSeconds: LONGEST_RUN_SECONDS,
    memoryMb: 1769,
    grants: ['table-read', 'table-write', 'bus-put'],
    impact:
      'Channel figures and verdicts stay at the last good day; nothing is ranked or written back after it. ' +
      'The next good run computes all that is due.',
  },
  {
    step: 'rank-leads',
    description: 'Ranks open leads hot or cold, names MQLs and SQLs and their owners.',
    trigger: { kind: 'rule', after: 'compute-kpis' },
    timeoutSeconds: 300,
    memoryMb: 512,
    grants: ['table-read', 'table-write', 'bus-put'],
    impact:
      'New hot leads are not handed to sales and their response clocks do not start. ' +
      'They are ranked by the next good run.',
  },
  {
    step: 'relay-feedback',
    description: 'Tells marketing which lead sources closed, through DealWon events.',
    trigger: { kind: 'rule', after: 'compute-kpis' },
    timeoutSeconds: 300,
    memoryMb: 512,
    grants: ['table-read', 'table-write', 'bus-put'],
    impact:
      'Marketing does not hear which lead sources were won, and bids and budgets run on old results. ' +
      'Deals not told yet are told by the next good run.',
  },
  {
    step: 'write-back',
    description: 'Writes ranks and channel figures into the RevLoop fields of both CRMs.',
    trigger: { kind: 'queue', fedBy: { kind: 'rule', after: 'rank-leads' } },
    timeoutSeconds: LONGEST_RUN_SECONDS,
    memoryMb: 1024,
    grants: ['table-read', 'table-write', 'bus-put', 'crm-secrets'],
    impact:
      'Ranks, owners and channel figures on CRM records are out of date: sales works yesterday’s list. ' +
      'The next good run writes what is still true; no record is written twice.',
  },
];
