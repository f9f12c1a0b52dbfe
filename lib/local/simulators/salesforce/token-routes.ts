import * as z from 'zod';
import { type AccessTokens, SIMULATED } from './access-tokens.ts';
import { INSTANCE_MOVED, ROTATION_LOST } from './faults/token-faults.ts';
import type { Org } from './org.ts';
import type { VendorReply, VendorRequest, VendorRoute } from './vendor-router.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Flows whose answer has a refresh token; JWT bearer and client credentials never get one. */
const FLOWS_WITH_REFRESH: readonly string[] = ['authorization_code'];
const ClaimsSchema = z.object({ iss: z.string() });

interface Refused {
  readonly error: string;
  readonly description: string;
}

const BAD_CLIENT: Refused = { error: 'invalid_client', description: 'invalid client credentials' };
const EXPIRED: Refused = { error: 'invalid_grant', description: 'expired access/refresh token' };

/** The OAuth endpoints that take no session. https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_endpoints.htm */
export function tokenRoutes(tokens: AccessTokens, instanceUrl: string | undefined): readonly VendorRoute[] {
  const route = (path: string, handle: VendorRoute['handle']): VendorRoute => ({
    method: 'POST',
    route: `/services/oauth2/${path}`,
    session: 'none',
    handle,
  });
  return [
    route('token', (org, request) => giveToken(org, request, tokens, instanceUrl ?? request.origin)),
    route('revoke', (_org, request) => revoke(request, tokens)),
    route('introspect', (org, request) => introspect(org, request, tokens)),
  ];
}

function giveToken(org: Org, request: VendorRequest, tokens: AccessTokens, instanceUrl: string): VendorReply {
  const form = new URLSearchParams(request.body);
  const refused = refuse(form, request.basicAuth, tokens);
  if (refused !== undefined) return refusal(refused);
  const access_token = `${org.id.slice(0, 15)}!AQ${org.random.id(24)}`;
  tokens.add(access_token, org.clock.nowMs());
  const hasMoved = org.faults.take([INSTANCE_MOVED]) !== undefined;
  return {
    status: 200,
    body: {
      access_token,
      ...refreshToken(org, form, tokens),
      signature: Buffer.from(org.random.id(16)).toString('base64'),
      scope: 'api refresh_token',
      instance_url: hasMoved ? org.settings.now.movedToUrl : instanceUrl,
      id: `${request.origin}/id/${org.id}/${org.userId}`,
      token_type: 'Bearer',
      issued_at: String(org.clock.nowMs()),
    },
  };
}

/** With rotation on, using a refresh token ends it and gives the next one. */
function refreshToken(
  org: Org,
  form: URLSearchParams,
  tokens: AccessTokens,
): { readonly refresh_token?: string } {
  const used = form.get('refresh_token');
  const isLost = org.faults.armed().some(({ name }) => name === ROTATION_LOST);
  const isRotated = used !== null && (org.settings.now.rotatesRefreshTokens || isLost);
  if (isRotated) tokens.end(used);
  if (!isRotated && !FLOWS_WITH_REFRESH.includes(form.get('grant_type') ?? '')) return {};
  return { refresh_token: `${SIMULATED}refresh-${org.random.id(16)}` };
}

const refusal = ({ error, description }: Refused): VendorReply => ({
  status: 400,
  body: { error, error_description: description },
});

function refuse(
  form: URLSearchParams,
  basicAuth: string | undefined,
  tokens: AccessTokens,
): Refused | undefined {
  const grant = form.get('grant_type');
  const isKnown = isKnownClient(form, basicAuth);
  if (grant === 'client_credentials') return isKnown ? undefined : BAD_CLIENT;
  if (grant === JWT_BEARER) return isSimulatedAssertion(form.get('assertion') ?? '') ? undefined : BAD_CLIENT;
  if (grant === 'authorization_code')
    return refuseSecret(isKnown, form.get('code'), 'invalid authorization code');
  if (grant === 'password') return refuseSecret(isKnown, form.get('password'), 'authentication failure');
  if (grant !== 'refresh_token') {
    return { error: 'unsupported_grant_type', description: 'grant type not supported' };
  }
  const token = form.get('refresh_token') ?? '';
  if (token.startsWith(SIMULATED) && !tokens.isEnded(token)) return undefined;
  return isKnown ? EXPIRED : BAD_CLIENT;
}

function refuseSecret(isKnown: boolean, secret: string | null, description: string): Refused | undefined {
  if (!isKnown) return BAD_CLIENT;
  return secret?.startsWith(SIMULATED) === true ? undefined : { error: 'invalid_grant', description };
}

/** Id and secret come in the form or as HTTP Basic. */
function isKnownClient(form: URLSearchParams, basicAuth: string | undefined): boolean {
  const [basicId, basicSecret] = basicAuth?.split(':') ?? [];
  const credentials = [basicId ?? form.get('client_id'), basicSecret ?? form.get('client_secret')];
  const given = credentials.filter((value) => typeof value === 'string');
  return given.length > 0 && given.every((value) => value.startsWith(SIMULATED));
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

function revoke(request: VendorRequest, tokens: AccessTokens): VendorReply {
  const token = new URLSearchParams(request.body).get('token') ?? '';
  if (!tokens.isValid(token))
    return refusal({ error: 'unsupported_token_type', description: 'this token type is not supported' });
  tokens.end(token);
  return { status: 200 };
}

function introspect(org: Org, request: VendorRequest, tokens: AccessTokens): VendorReply {
  const form = new URLSearchParams(request.body);
  if (!isKnownClient(form, request.basicAuth)) return refusal(BAD_CLIENT);
  const { sessionMs } = org.settings.now;
  if (!tokens.isValid(form.get('token') ?? undefined, org.clock.nowMs(), sessionMs))
    return { status: 200, body: { active: false } };
  return {
    status: 200,
    body: {
      active: true,
      scope: 'api refresh_token',
      client_id: form.get('client_id') ?? request.basicAuth?.split(':')[0] ?? '',
      username: 'integration@simulator.example',
      sub: `${request.origin}/id/${org.id}/${org.userId}`,
      token_type: 'access_token',
    },
  };
}
