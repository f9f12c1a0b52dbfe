import type { VendorReply } from '../vendor-router.ts';

const refusal = (error: string, error_description: string): VendorReply => ({
  status: 400,
  body: { error, error_description },
});

/** What the token endpoint alone answers. */
export const TOKEN_REPLIES: Readonly<Record<string, VendorReply>> = {
  'invalid-grant': refusal('invalid_grant', 'expired access/refresh token'),
  'app-not-approved': refusal('invalid_app_access', 'user is not admin approved to access this app'),
  'token-unavailable': {
    status: 503,
    text: { type: 'text/html', content: '<html><body>Service Unavailable</body></html>' },
  },
};

/** No answer from the token endpoint. */
export const TOKEN_TIMEOUT = 'token-timeout';
/** The refresh token is rotated, but the answer with the new one is lost. */
export const ROTATION_LOST = 'rotation-lost';
/** The answer names another instance: the org has moved. */
export const INSTANCE_MOVED = 'instance-moved';

export const TOKEN_FAULTS: readonly string[] = [
  ...Object.keys(TOKEN_REPLIES),
  TOKEN_TIMEOUT,
  ROTATION_LOST,
  INSTANCE_MOVED,
];
