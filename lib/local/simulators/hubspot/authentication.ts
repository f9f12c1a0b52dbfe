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

function unknownToken(): VendorError {
  return new VendorError(401, {
    status: 'error',
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

export function missingScopes(): VendorError {
  return new VendorError(403, {
    status: 'error',
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: ['crm.objects.contacts.read'] },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  });
}
