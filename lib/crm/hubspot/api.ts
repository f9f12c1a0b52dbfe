import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import * as objects from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as owners from '@hubspot/api-client/lib/codegen/crm/owners/index.js';
import * as pipelines from '@hubspot/api-client/lib/codegen/crm/pipelines/index.js';
import * as properties from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import * as oauth from '@hubspot/api-client/lib/codegen/oauth/index.js';
import * as z from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import { withRetry } from '../../runtime/retry.ts';
import type { ApiBudget, Deadline } from '../api-budget.ts';
import type { CredentialKeeper } from '../credential-keeper.ts';
import { CrmFailure } from '../crm-failure.ts';
import { type AccessTokens, createAccessTokens } from './access-token.ts';
import { type Answer, readAnswer, type SdkCall } from './answers.ts';
import type { HubspotCredentials, OAuthCredentials } from './credentials.ts';
import { BATCH_ANSWERS, LIST_ANSWERS, SEARCH_ANSWERS } from './page-answers.ts';
import { clockWithin } from './time-limits.ts';
import { authorize, createTransport, jsonRequest, type Transport, type WireRequest } from './transport.ts';

export interface HubspotOptions {
  /** e.g. `https://api.hubapi.com`, without a slash at the end. */
  readonly url: string;
  readonly credentials: HubspotCredentials;
  /** `v3` (the default) or a dated version, e.g. `2026-03`. */
  readonly apiVersion?: string | undefined;
  /** Of the refresh token; left out, it is kept in this process alone. */
  readonly keeper?: CredentialKeeper | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly budget?: ApiBudget | undefined;
  readonly deadline?: Deadline | undefined;
}

/** The SDK's generated API objects on our own transport, and the two ways to call them. */
export type HubspotApi = ReturnType<typeof createHubspotApi>;

const GrantSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  expiresIn: z.number(),
});
const DEFAULT_CONTENT = { 'content-type': 'application/json' };

/** Deep imports, no decorators, no retries of the SDK: those are shared by the whole process. */
export function createHubspotApi(options: HubspotOptions) {
  const { url, credentials, random } = options;
  const clock = clockWithin(options.clock, options.deadline);
  const transport = createTransport(options);
  const tokens = createAccessTokens(credentials, {
    clock,
    requestGrant: (oauthCredentials) => requestGrant(url, transport, oauthCredentials),
    keeper: options.keeper,
  });
  const send = (request: WireRequest) => sendAuthorized(request, transport, tokens);
  const http = { send: async (request: WireRequest) => toResponseContext(await send(request)) };
  const objectsConfig = objects.createConfiguration({
    baseServer: new objects.ServerConfiguration(url, {}),
    httpApi: objects.wrapHttpLibrary(http),
  });
  const propertiesConfig = properties.createConfiguration({
    baseServer: new properties.ServerConfiguration(url, {}),
    httpApi: properties.wrapHttpLibrary(http),
  });
  const associationsConfig = associations.createConfiguration({
    baseServer: new associations.ServerConfiguration(url, {}),
    httpApi: associations.wrapHttpLibrary(http),
  });
  const ownersConfig = owners.createConfiguration({
    baseServer: new owners.ServerConfiguration(url, {}),
    httpApi: owners.wrapHttpLibrary(http),
  });
  const pipelinesConfig = pipelines.createConfiguration({
    baseServer: new pipelines.ServerConfiguration(url, {}),
    httpApi: pipelines.wrapHttpLibrary(http),
  });
  return {
    objects: new objects.BasicApi(objectsConfig, undefined, LIST_ANSWERS),
    objectBatches: new objects.BatchApi(objectsConfig, undefined, BATCH_ANSWERS),
    objectSearch: new objects.SearchApi(objectsConfig, undefined, SEARCH_ANSWERS),
    properties: new properties.CoreApi(propertiesConfig),
    propertyGroups: new properties.GroupsApi(propertiesConfig),
    associationBatches: new associations.BatchApi(associationsConfig),
    owners: new owners.OwnersApi(ownersConfig),
    pipelines: new pipelines.PipelinesApi(pipelinesConfig),
    calls: transport.calls,
    countAs: transport.countAs,
    callsPerSecond: transport.callsPerSecond,
    learnTimeZone: transport.learnTimeZone,
    /** One attempt: for what must not happen twice. */
    once: <T>(schema: z.ZodType<T>, call: SdkCall) => readAnswer(schema, call),
    /** Under the one retry policy: for reads. */
    read: <T>(schema: z.ZodType<T>, call: SdkCall) =>
      withRetry(() => readAnswer(schema, call), { clock, random }),
    /** A POST beside the SDK, whose models drop keys they do not know. */
    post: async (path: string, body: unknown): Promise<Answer<unknown>> => {
      const { text, headers } = await send(jsonRequest(`${url}${path}`, body));
      return { data: JSON.parse(text), headers };
    },
    /** A GET of an API that the SDK has no types for, under the one retry policy. */
    get: <T>(schema: z.ZodType<T>, path: string): Promise<Answer<T>> =>
      withRetry(
        () =>
          readAnswer(schema, async () => {
            const { text, headers } = await send(jsonRequest(`${url}${path}`));
            return { data: JSON.parse(text), headers };
          }),
        { clock, random },
      ),
  };
}

/** A token can end early (revoked, clocks apart): one renewal, then the refusal stands. */
async function sendAuthorized(request: WireRequest, transport: Transport, tokens: AccessTokens) {
  const accessToken = await tokens.current();
  try {
    return await transport.send(authorize(request, accessToken));
  } catch (cause) {
    if (!(cause instanceof CrmFailure) || cause.status !== 401) throw cause;
    const renewed = await tokens.renew(accessToken);
    if (renewed === undefined) throw cause;
    return transport.send(authorize(request, renewed));
  }
}

/** https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/oauth-quickstart-guide */
async function requestGrant(url: string, transport: Transport, credentials: OAuthCredentials) {
  const http = { send: async (request: WireRequest) => toResponseContext(await transport.send(request)) };
  const config = oauth.createConfiguration({
    baseServer: new oauth.ServerConfiguration(url, {}),
    httpApi: oauth.wrapHttpLibrary(http),
  });
  const api = new oauth.TokensApi(config);
  const { clientId, clientSecret, refreshToken } = credentials;
  const { data } = await readAnswer(GrantSchema, () =>
    api.createWithHttpInfo('refresh_token', undefined, undefined, clientId, clientSecret, refreshToken),
  );
  return {
    accessToken: data.accessToken,
    refreshToken: data.refreshToken,
    expiresInMs: data.expiresIn * 1000,
  };
}

function toResponseContext({ status, headers, text }: Awaited<ReturnType<Transport['send']>>) {
  // Without one the SDK reads no body at all, not even of a success.
  return new objects.ResponseContext(
    status,
    { ...DEFAULT_CONTENT, ...headers },
    {
      text: async () => text,
      binary: async () => Buffer.from(text),
    },
  );
}
