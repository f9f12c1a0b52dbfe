import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SalesforceCredentials } from '../../../lib/crm/salesforce/credentials.ts';
import type { Clock } from '../../../lib/runtime/clock.ts';
import type { Random } from '../../../lib/runtime/random.ts';

/** One request as the org saw it. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Refusal {
  readonly status: number;
  readonly json: unknown;
}

/** What the org does with the next call: JSON with a status, or anything by hand. */
export type Step =
  | { readonly status?: number; readonly json: unknown }
  | ((response: ServerResponse) => void);

/** An org on loopback that answers data calls from a script and token calls with `token-1`, `token-2`, … */
export interface ScriptedOrg {
  readonly url: string;
  readonly calls: readonly SeenCall[];
  readonly tokenCalls: readonly SeenCall[];
  readonly close: () => Promise<void>;
}

export async function startScriptedOrg(
  answer: readonly Step[] | ((call: SeenCall) => Step),
  { token = {}, tokenRefusal }: { token?: Readonly<Record<string, unknown>>; tokenRefusal?: Refusal } = {},
): Promise<ScriptedOrg> {
  const calls: SeenCall[] = [];
  const tokenCalls: SeenCall[] = [];
  const server = createServer(async (request, response) => {
    const call = await toSeenCall(request);
    if (call.path === '/services/oauth2/token') {
      tokenCalls.push(call);
      if (tokenRefusal !== undefined) return sendJson(response, tokenRefusal.status, tokenRefusal.json);
      const minted = { access_token: `token-${tokenCalls.length}`, instance_url: url(), ...token };
      return sendJson(response, 200, minted);
    }
    calls.push(call);
    const step = typeof answer === 'function' ? answer(call) : answer[calls.length - 1];
    if (step === undefined)
      return sendJson(response, 400, [{ errorCode: 'NOT_SCRIPTED', message: call.path }]);
    return typeof step === 'function' ? step(response) : sendJson(response, step.status ?? 200, step.json);
  });
  const url = () => `http://127.0.0.1:${toPort(server.address())}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: url(),
    calls,
    tokenCalls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const SIM: SalesforceCredentials = { clientId: 'sim-local', clientSecret: 'sim-local' };

/** A clock whose sleeps are over at once and are remembered. */
export function instantClock(
  startMs = Date.parse('2026-11-02T00:00:00Z'),
): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    nowMs: () => startMs + slept.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms) => {
      slept.push(ms);
    },
  };
}

export const evenRandom: Random = { next: () => 0.5, id: () => 'id' };

/** An error as the REST API words it. */
export function refusal(status: number, errorCode: string, message = errorCode): Refusal {
  return { status, json: [{ errorCode, message }] };
}

/** One complete page of a query. */
export function page(records: readonly object[], more: Readonly<Record<string, unknown>> = {}): Step {
  return { json: { totalSize: records.length, done: true, records, ...more } };
}

async function toSeenCall(request: IncomingMessage): Promise<SeenCall> {
  const chunks: string[] = [];
  for await (const chunk of request.setEncoding('utf8')) chunks.push(String(chunk));
  const { method = '', url = '', headers } = request;
  const token = headers.authorization?.replace('Bearer ', '');
  return { method, path: url, token, headers, body: chunks.join('') };
}

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(json));
}

function toPort(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
