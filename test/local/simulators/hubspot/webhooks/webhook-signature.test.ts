import { expect, it } from 'vitest';
import { signV3 } from '../../../../../lib/local/simulators/hubspot/webhooks/webhook-signature.ts';

const CREATION =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
const HOOK = 'https://www.example.com/webhook_uri';

// Vectors made with Node's crypto and HubSpot's own client.
it.each([
  [HOOK, "{'example_field':'example_value'}", 1693657560000, 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
  [HOOK, CREATION, 1700000000000, '/pXDSgWeGksQpwCsgqd43P0eY6gBIse9UX0tfkudUrE='],
  [
    `${HOOK}?to=a%40b.com&r=https%3A%2F%2Fx.y%2Fz`,
    CREATION,
    1700000000000,
    'QQP+DSd8EQuKEgkqbo8sMUPnNwxlmYe46BAfz6+WeV8=',
  ],
])('signs %s as the vendor does', (url, body, timestampMs, signature) => {
  const clientSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';

  const headers = signV3({ clientSecret, method: 'POST', url, body, timestampMs });

  expect(headers['x-hubspot-signature-v3']).toBe(signature);
});
