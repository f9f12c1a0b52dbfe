/**
 * Stands in for the AWS SDK's search for credentials in files, SSO, processes and instance metadata (132 KB):
 * Lambda hands a function its role's credentials in the environment, and renews them there.
 */
export function defaultProvider() {
  return async () => ({
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
    ...(process.env['AWS_SESSION_TOKEN'] === undefined
      ? {}
      : { sessionToken: process.env['AWS_SESSION_TOKEN'] }),
  });
}
