import * as z from 'zod';
import type { Org } from './org.ts';
import type { VendorReply, VendorRequest, VendorRoute } from './vendor-router.ts';

/** What every credential of a simulator begins with. `contract.md` section 3. */
const SIMULATED = 'sim-';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const ClaimsSchema = z.object({ iss: z.string() });

interface Refused {
  readonly error: string;
  readonly description: string;
}

const BAD_CLIENT: Refused = { error: 'invalid_client', description: 'invalid client credentials' };

/** Access tokens that data calls accept: those given out, and any that is plainly a simulated one. */
export class AccessTokens {
  readonly #given = new Set<string>();

  add(token: string): void {
    this.#given.add(token);
  }

  isValid(token: string | undefined): boolean {
    return token !== undefined && (token.startsWith(SIMULATED) || this.#given.has(token));
  }
}

export function tokenRoutes(tokens: AccessTokens, instanceUrl: string | undefined): readonly VendorRoute[] {
  return [
    {
      method: 'POST',
      route: '/services/oauth2/token',
      session: 'none',
      handle: (org, request) => giveToken(org, request, tokens, instanceUrl ?? request.origin),
    },
  ];
}

function giveToken(org: Org, request: VendorRequest, tokens: AccessTokens, instanceUrl: string): VendorReply {
  const form = new URLSearchParams(request.body);
  const refused = refuse(form, request.basicAuth);
  if (refused !== undefined) {
    return { status: 400, body: { error: refused.error, error_description: refused.description } };
  }
  const access_token = `${org.id.slice(0, 15)}!AQ${org.random.id(24)}`;
  tokens.add(access_token);
  return {
    status: 200,
    body: {
      access_token,
      signature: Buffer.from(org.random.id(16)).toString('base64'),
      scope: 'api refresh_token',
      instance_url: instanceUrl,
      id: `${request.origin}/id/${org.id}/${org.userId}`,
      token_type: 'Bearer',
      issued_at: String(org.clock.nowMs()),
    },
  };
}

function refuse(form: URLSearchParams, basicAuth: string | undefined): Refused | undefined {
  const grant = form.get('grant_type');
  const [basicId, basicSecret] = basicAuth?.split(':') ?? [];
  const credentials = [basicId ?? form.get('client_id'), basicSecret ?? form.get('client_secret')];
  const given = credentials.filter((value) => typeof value === 'string');
  const isKnownClient = given.length > 0 && given.every((value) => value.startsWith(SIMULATED));
  if (grant === 'client_credentials') return isKnownClient ? undefined : BAD_CLIENT;
  if (grant === JWT_BEARER) return isSimulatedAssertion(form.get('assertion') ?? '') ? undefined : BAD_CLIENT;
  if (grant !== 'refresh_token') {
    return { error: 'unsupported_grant_type', description: 'grant type not supported' };
  }
  if (form.get('refresh_token')?.startsWith(SIMULATED)) return undefined;
  return isKnownClient ? { error: 'invalid_grant', description: 'expired access/refresh token' } : BAD_CLIENT;
}

/** The signature is not checked: a simulator holds no certificate. */
function isSimulatedAssertion(assertion: string): boolean {
  if (assertion.startsWith(SIMULATED)) return true;
  const [, payload = ''] = assertion.split('.');
  try {
    const claims = ClaimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return claims.success && claims.data.iss.startsWith(SIMULATED);
  } catch (error) {
    // Not JSON: no assertion of ours.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
