import * as z from 'zod';

const ServiceKeySchema = z.strictObject({ accessToken: z.string().min(1) });
const OAuthSchema = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  refreshToken: z.string().min(1),
});

/** What the secret named in `revloop.yaml` holds: a service key (private app token), or an OAuth app's parts. */
export const HubspotCredentialsSchema = z.union([ServiceKeySchema, OAuthSchema]);

export type HubspotCredentials = z.infer<typeof HubspotCredentialsSchema>;
export type OAuthCredentials = z.infer<typeof OAuthSchema>;
