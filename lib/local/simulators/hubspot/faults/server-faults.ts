import { VendorError } from '../hubspot-errors.ts';
import { type Faults, refuse } from './fault.ts';

/** Seconds; the vendor says up to 24 hours. https://developers.hubspot.com/docs/api-reference/error-handling */
const MIGRATION_SECONDS = '60';

/** Server trouble and pages of the network in front of it: reliability B2, B3. */
export const SERVER_FAULTS: Faults = {
  'server-error': { run: failed(500, 'internal error') },
  unavailable: { run: failed(503, 'Service unavailable') },
  'gateway-timeout': { run: failed(504, 'Timeout') },
  'bad-gateway-html': { run: page(502, '502 Bad Gateway') },
  'web-server-down': { run: page(521, '521: Web server is down') },
  'maintenance-html': { run: page(200, 'HubSpot is down for maintenance') },
  locked: { run: failed(423, 'Locked: try again in 2 seconds') },
  migrating: {
    run: refuse(
      () =>
        new VendorError(
          477,
          { status: 'error', message: 'Migration in progress' },
          { 'retry-after': MIGRATION_SECONDS },
        ),
    ),
  },
  'request-timeout': { run: failed(408, 'Request timeout') },
  redirect: {
    run: async () =>
      new Response(null, {
        status: 302,
        headers: {
          location: 'https://elsewhere.invalid/crm/v3/objects/contacts',
          'content-type': 'text/html',
        },
      }),
  },
  'version-gone': { run: failed(404, 'Not Found') },
};

function failed(status: number, message: string) {
  return refuse(() => new VendorError(status, { status: 'error', message }));
}

function page(status: number, title: string) {
  return async () =>
    new Response(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`, {
      status,
      headers: { 'content-type': 'text/html; charset=UTF-8' },
    });
}
