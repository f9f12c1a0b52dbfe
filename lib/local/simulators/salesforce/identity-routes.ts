import type { Org } from './org.ts';
import type { VendorReply, VendorRequest, VendorRoute } from './vendor-router.ts';

const REST_PATHS = { rest: '', sobjects: 'sobjects/', query: 'query/', tooling_rest: 'tooling/' };

/** Who the token acts as. */
export const IDENTITY_ROUTES: readonly VendorRoute[] = [
  { method: 'GET', route: '/services/oauth2/userinfo', handle: userInfo },
  { method: 'GET', route: '/id/{org}/{user}', handle: identity },
];

function userInfo(org: Org, request: VendorRequest): VendorReply {
  return {
    status: 200,
    body: {
      sub: `${request.origin}/id/${org.id}/${org.userId}`,
      user_id: org.userId,
      organization_id: org.id,
      preferred_username: 'integration@simulator.example',
      name: 'Integration User',
      email: 'integration@simulator.example',
      email_verified: true,
      given_name: 'Integration',
      family_name: 'User',
      zoneinfo: 'Asia/Tokyo',
      is_salesforce_integration_user: true,
      urls: urls(request.origin),
      active: true,
      user_type: 'STANDARD',
      language: 'ja',
      locale: 'ja_JP',
      updated_at: '2000-01-01T00:00:00Z',
    },
  };
}

function identity(org: Org, request: VendorRequest): VendorReply {
  return {
    status: 200,
    body: {
      id: `${request.origin}/id/${org.id}/${org.userId}`,
      asserted_user: true,
      user_id: org.userId,
      organization_id: org.id,
      username: 'integration@simulator.example',
      display_name: 'Integration User',
      email: 'integration@simulator.example',
      first_name: 'Integration',
      last_name: 'User',
      timezone: 'Asia/Tokyo',
      urls: urls(request.origin),
      active: true,
      user_type: 'STANDARD',
      language: 'ja',
      locale: 'ja_JP',
    },
  };
}

function urls(origin: string): object {
  const entries = Object.entries(REST_PATHS).map(([name, path]) => [
    name,
    `${origin}/services/data/v{version}/${path}`,
  ]);
  return {
    ...Object.fromEntries(entries),
    metadata: `${origin}/services/Soap/m/{version}`,
    custom_domain: origin,
  };
}
