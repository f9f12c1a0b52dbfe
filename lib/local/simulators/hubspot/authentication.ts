import { VendorError } from './hubspot-errors.ts';
import type { IssuedTokens } from './token-routes.ts';

/** Throws the vendor's 401 unless the header carries a token of this simulator. */
export function authenticate(header: string | undefined, tokens: IssuedTokens): void {
  const [, token] = /^Bearer\s+(.+)$/i.exec(header ?? '') ?? [];
  const state = token === undefined ? 'unknown' : tokens.state(token);
  if (state === 'expired') throw expiredToken();
  if (state === 'unknown') throw unknownToken();
}

export function expiredToken(): VendorError {
  return new VendorError(401, {
    status: 'error',
    message:
      'The OAuth token used to make this call expired. Get a new one with the refresh token and call again.',
    category: 'EXPIRED_AUTHENTICATION',
  });
}

export function revokedToken(): VendorError {
  return new VendorError(401, {
    status: 'error',
    message: 'The access token is no longer valid: the app was uninstalled or the token was revoked.',
    category: 'INVALID_AUTHENTICATION',
  });
}

/** Recorded of schemas: the scopes are in `context`. */
export function missingSchemaScopes(): VendorError {
  return new VendorError(403, {
    status: 'error',
    message: 'One or more of the following scopes are required.',
    context: {
      requiredGranularScopes: ['custom-object-read'],
      links: ['https://developers.hubspot.com/scopes'],
    },
    category: 'MISSING_SCOPES',
  });
}

function unknownToken(): VendorError {
  return new VendorError(401, {
    status: 'error',
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

/** As the object APIs say it; schemas have a shape of their own. */
export function missingScopes(scopes: readonly string[] = ['crm.objects.contacts.read']): VendorError {
  return new VendorError(403, {
    status: 'error',
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: scopes },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  });
}
