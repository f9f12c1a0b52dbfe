import { Socket } from 'node:net';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { FaultSwitch } from '../faults.ts';
import { expiredToken, missingScopes } from './authentication.ts';
import type { CallRoute } from './call-route.ts';
import { invalidCursor, VendorError } from './hubspot-errors.ts';
import { dailyLimit, secondlyLimit, tenSecondlyLimit } from './rate-limits.ts';

type Fault = (c: Context, handle: () => Promise<void>) => Promise<Response | undefined>;

/** What this simulator can be told to do wrong, by name. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'server-error': refuse(() => new VendorError(500, { status: 'error', message: 'internal error' })),
  'bad-gateway-html': async (c) => c.html('<html><body><h1>502 Bad Gateway</h1></body></html>', 502),
  unavailable: refuse(() => new VendorError(503, { status: 'error', message: 'Service unavailable' })),
  'rate-limit': refuse(tenSecondlyLimit),
  'search-rate-limit': refuse(secondlyLimit),
  'daily-limit': refuse(dailyLimit),
  unauthorized: refuse(expiredToken),
  'missing-scopes': refuse(missingScopes),
  locked: refuse(() => new VendorError(423, { status: 'error', message: 'Locked: try again in 2 seconds' })),
  'invalid-cursor': refuse(() => invalidCursor('unknown')),
  'reset-before': async (c) => closeConnection(c),
  'reset-after': async (c, handle) => {
    await handle();
    return closeConnection(c);
  },
  'truncated-body': async (c, handle) => {
    await handle();
    const body = await c.res.text();
    return new Response(body.slice(0, Math.floor(body.length / 2)), {
      status: c.res.status,
      headers: { 'content-type': 'application/json' },
    });
  },
};

export const HUBSPOT_FAULTS: readonly string[] = Object.keys(FAULTS);
const SEARCH_ONLY = ['search-rate-limit'];
const NOT_FOR_SEARCH = ['rate-limit'];
const PAGED_ONLY = ['invalid-cursor'];

/** The armed fault that this call gets, if any; it is spent by that. */
export async function takeFault(
  c: Context,
  faults: FaultSwitch,
  call: CallRoute & { readonly object: string | undefined },
): Promise<Fault | undefined> {
  if (faults.armed().length === 0) return undefined;
  const isPaged = await hasCursor(c);
  const fitting = HUBSPOT_FAULTS.filter(
    (name) =>
      !(call.isSearch ? NOT_FOR_SEARCH : SEARCH_ONLY).includes(name) &&
      (isPaged || !PAGED_ONLY.includes(name)),
  );
  const name = faults.take(fitting, call.object);
  return name === undefined ? undefined : FAULTS[name];
}

async function hasCursor(c: Context): Promise<boolean> {
  if (c.req.query('after') !== undefined) return true;
  return c.req.method === 'POST' && /"after"\s*:\s*["\d]/.test(await c.req.text());
}

function refuse(error: () => VendorError): Fault {
  return async () => {
    throw error();
  };
}

/** Cuts the connection without an answer. In-process calls have none: they get a 502 without a body. */
function closeConnection(c: Context): Response {
  const socket = socketOf(c.env);
  if (socket === undefined) return new Response(null, { status: 502 });
  socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

function socketOf(env: unknown): Socket | undefined {
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined;
  const { incoming } = env;
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return undefined;
  return incoming.socket instanceof Socket ? incoming.socket : undefined;
}
