import * as z from 'zod';
import type { Hint } from '../../domain/hint.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Random } from '../../runtime/random.ts';
import { withRetry } from '../../runtime/retry.ts';
import { CrmFailure } from '../crm-failure.ts';
import { corruptAnswer } from './answers.ts';
import { readBody } from './body.ts';
import type { JournalCredentials } from './credentials.ts';
import { failureOfThrown } from './failures.ts';
import { gapHints, hintsOfFile } from './journal-hints.ts';
import { authorize, createTransport, formRequest, jsonRequest } from './transport.ts';

export interface JournalOptions {
  readonly url: string;
  readonly credentials: JournalCredentials;
  /** The portal whose events are wanted, of those the app is installed in. */
  readonly portalId: string;
  readonly clock: Clock;
  readonly random: Random;
}

export interface JournalRead {
  readonly hints: readonly Hint[];
  /** Where the next read begins; null where the journal has nothing yet. */
  readonly offset: string | null;
  /** False where the journal goes on: read again. */
  readonly isDone: boolean;
  /** Calls of HubSpot's API; files lie elsewhere, and reads of the journal are exempt from the limits. */
  readonly calls: number;
}

const TokenSchema = z.object({ access_token: z.string() });
const BatchSchema = z.object({ results: z.array(z.object({ url: z.url(), currentOffset: z.string() })) });

const SCOPE = 'developer.webhooks_journal.read';
const PATH = '/webhooks-journal/journal-local/2026-03/batch';
/** Files per batch: ours; the vendor names no most. */
const FILES = 100;
/** Batches per read: with the token, five calls at most. */
const BATCHES = 4;
/** How long the journal keeps events. https://developers.hubspot.com/docs/api-reference/latest/webhooks-journal/journal-entries/guide */
const KEPT_MS = 3 * 86_400_000;
const FILE_TIMEOUT_MS = 30_000;

/**
 * What changed since `offset`, or in the last three days where it is null. An offset that has expired gives a gap of every
 * object, and the journal from its beginning. Throws `CrmFailure`.
 */
export async function readJournal(options: JournalOptions, offset: string | null): Promise<JournalRead> {
  const transport = createTransport(options);
  const { url, portalId, clock, random } = options;
  const retried = <T>(call: () => Promise<T>) => withRetry(call, { clock, random });
  const token = await retried(() => requestToken(options, transport));
  const hints: Hint[] = [];
  let at = offset;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const from = at === null ? `earliest/${FILES}` : `${encodeURIComponent(at)}/next/${FILES}`;
    const path = `${url}${PATH}/${from}?installPortalId=${encodeURIComponent(portalId)}`;
    const answer = await retried(() => transport.send(authorize(jsonRequest(path), token))).catch(
      (cause: unknown) => {
        if (cause instanceof CrmFailure && cause.status === 404 && at !== null) return undefined;
        throw cause;
      },
    );
    if (answer === undefined) {
      hints.push(...gapHints(clock.nowMs() - KEPT_MS));
      at = null;
      continue;
    }
    const files = answer.text === '' ? [] : parsed(BatchSchema, answer.text).results;
    for (const file of files) {
      hints.push(...(await retried(() => readFile(file.url, url))));
      at = file.currentOffset;
    }
    if (files.length < FILES) return { hints, offset: at, isDone: true, calls: transport.calls() };
  }
  return { hints, offset: at, isDone: false, calls: transport.calls() };
}

async function requestToken(
  { url, credentials }: JournalOptions,
  transport: ReturnType<typeof createTransport>,
): Promise<string> {
  // https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/overview#client-credentials
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: SCOPE,
  };
  const { text } = await transport.send(formRequest(`${url}/oauth/v1/token`, form));
  return parsed(TokenSchema, text).access_token;
}

/** Its address carries its own permission: no token of ours goes there, and nothing but https is asked. */
async function readFile(address: string, apiUrl: string): Promise<readonly Hint[]> {
  const { protocol, origin } = new URL(address);
  if (protocol !== 'https:' && origin !== new URL(apiUrl).origin) {
    throw corruptAnswer('the journal names a file that is not behind https');
  }
  try {
    const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
    const response = await fetch(address, { redirect: 'error', signal });
    const text = await readBody(response);
    if (!response.ok) throw new CrmFailure('transient', `journal file: HTTP ${response.status}`);
    return hintsOfFile(parsed(z.unknown(), text));
  } catch (cause) {
    if (cause instanceof z.ZodError) throw corruptAnswer('a journal file holds no events', cause);
    throw failureOfThrown(cause);
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) {
      throw corruptAnswer('the journal answers in another way than documented', cause);
    }
    throw cause;
  }
}
