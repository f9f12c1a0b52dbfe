import { readWebhook } from '../lib/crm/hubspot/webhook.ts';
import { toChangeHints } from '../lib/crm/salesforce/change-hints.ts';
import { receiveChanges } from '../lib/pipeline/receive-changes.ts';
import { createReceiver } from '../lib/runtime/receiver.ts';

/** Takes HubSpot's webhooks and Salesforce's change events, and has the records they name read again. */
export const handler = createReceiver('receive-changes', { readWebhook, toChangeHints, receiveChanges });
