import { signV3 } from '../../lib/local/simulators/hubspot/webhooks/webhook-signature.ts';
import { CLIENT_SECRET } from './cloud-data.ts';
import type { Emulator } from './emulator.ts';
import { WEBHOOK_URL } from './scenario.ts';

/**
 * Sends one delivery as HubSpot would, to the stage's route on the emulator, whose own host names do not resolve; gives
 * the status of the answer. `secret` other than the app's is a forgery.
 */
export async function sendWebhook(
  emulator: Emulator,
  api: string,
  { contactId, secret = CLIENT_SECRET }: { readonly contactId: number; readonly secret?: string },
): Promise<number> {
  const nowMs = Date.now();
  const event = {
    ...{ eventId: 1, subscriptionId: 1, portalId: 1, appId: 1, occurredAt: nowMs, attemptNumber: 0 },
    ...{ subscriptionType: 'contact.propertyChange', objectId: contactId, propertyName: 'lastname' },
  };
  const body = JSON.stringify([event]);
  const signed = signV3({ clientSecret: secret, method: 'POST', url: WEBHOOK_URL, body, timestampMs: nowMs });
  const path = new URL(WEBHOOK_URL).pathname;
  const answer = await fetch(`${emulator.url}/_aws/execute-api/${api}/$default${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  });
  await answer.body?.cancel();
  return answer.status;
}
