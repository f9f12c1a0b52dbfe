import { expiredToken, missingSchemaScopes, missingScopes, revokedToken } from '../authentication.ts';
import { VendorError } from '../hubspot-errors.ts';
import { type Faults, isApiCall, isTokenCall, refuse } from './fault.ts';

/** Tokens and permissions: reliability B1. */
export const AUTH_FAULTS: Faults = {
  unauthorized: { run: refuse(expiredToken), fits: isApiCall },
  'token-revoked': { run: refuse(revokedToken), fits: isApiCall },
  'missing-scopes': { run: refuse(() => missingScopes()), fits: isApiCall },
  'missing-scopes-in-context': { run: refuse(missingSchemaScopes), fits: isApiCall },
  /** A token of the wrong format is refused by the network before the application sees it. */
  'token-format': {
    run: async () => {
      return new Response('<html><body>error code: 1016</body></html>', {
        status: 530,
        headers: { 'content-type': 'text/html; charset=UTF-8' },
      });
    },
  },
  'invalid-grant': {
    run: refuse(
      () =>
        new VendorError(400, {
          status: 'BAD_REFRESH_TOKEN',
          message: 'missing or invalid refresh token',
          error: 'invalid_grant',
          error_description: 'missing or invalid refresh token',
        }),
    ),
    fits: isTokenCall,
  },
  'token-server-error': {
    run: refuse(() => new VendorError(500, { status: 'error', message: 'internal error' })),
    fits: isTokenCall,
  },
  /** The refresh answers another refresh token, which replaces the one sent. */
  'token-rotated': {
    run: async (c, handle, { portal }) => {
      await handle();
      const body: unknown = await c.res.json();
      if (typeof body !== 'object' || body === null || c.res.status !== 200) return c.json(body, 400);
      return c.json({ ...body, refresh_token: `sim-rotated-${portal.random.id(4)}` });
    },
    fits: isTokenCall,
  },
  /** The token is for another account than the one that was connected. */
  'other-portal': {
    run: async (c, handle) => {
      await handle();
      const body: unknown = await c.res.json();
      return typeof body === 'object' && body !== null && 'portalId' in body
        ? c.json({ ...body, portalId: Number(body.portalId) + 1 })
        : c.json(body);
    },
    fits: (call) => call.route.endsWith('/details') && call.route.startsWith('/account-info'),
  },
};
