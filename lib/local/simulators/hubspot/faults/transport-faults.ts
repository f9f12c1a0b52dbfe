import { Socket } from 'node:net';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { type Fault, type Faults, isWrite } from './fault.ts';

/** Between two drops of a dripping body. */
const DRIP_MS = 50;
const DRIPS = 200;

/**
 * What happens to the bytes: reliability B3. Without a socket, as in a call within the process, a cut connection is
 * a 502 without a body, and a cut body is one that ends early.
 */
export const TRANSPORT_FAULTS: Faults = {
  'reset-before': { run: async (c) => cut(c) },
  'reset-after': {
    run: async (c, handle) => {
      await handle();
      return cut(c);
    },
  },
  /** As `reset-after`, for writes only: the write holds and its answer is lost. */
  'write-response-lost': {
    run: async (c, handle) => {
      await handle();
      return cut(c);
    },
    fits: isWrite,
  },
  'reset-mid-body': {
    run: sendPart({ announced: (full) => full, sent: (full) => full >> 1, isReset: true }),
  },
  'short-content-length': {
    run: sendPart({ announced: (full) => full >> 1, sent: (full) => full >> 1, isReset: false }),
  },
  /** Closed early, with no length announced: no client can tell from the transport alone. */
  'truncated-body': {
    run: async (c, handle) => {
      await handle();
      const text = await c.res.text();
      return new Response(text.slice(0, text.length >> 1), {
        status: c.res.status,
        headers: { 'content-type': 'application/json' },
      });
    },
  },
  'no-answer': {
    run: async (c) => {
      const socket = socketOf(c.env);
      // Open and silent until the client gives up.
      return socket === undefined ? new Response(null, { status: 504 }) : RESPONSE_ALREADY_SENT;
    },
  },
  'dripping-body': {
    run: async (c, handle, { portal }) => {
      await handle();
      const bytes = new TextEncoder().encode(await c.res.text());
      const size = Math.max(1, Math.ceil(bytes.length / DRIPS));
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          if (at >= bytes.length) return controller.close();
          await portal.clock.sleep(DRIP_MS);
          controller.enqueue(bytes.slice(at, at + size));
          at += size;
        },
      });
      return new Response(body, { status: c.res.status, headers: { 'content-type': 'application/json' } });
    },
  },
};

/** Announces a length and sends less, or announces less than a whole answer. */
function sendPart(part: {
  readonly announced: (full: number) => number;
  readonly sent: (full: number) => number;
  readonly isReset: boolean;
}): Fault['run'] {
  return async (c, handle) => {
    await handle();
    const body = Buffer.from(await c.res.text());
    const shown = body.subarray(0, part.sent(body.length));
    const socket = socketOf(c.env);
    const { status } = c.res;
    if (socket === undefined)
      return new Response(shown.toString(), { status, headers: { 'content-type': 'application/json' } });
    socket.write(
      `HTTP/1.1 ${status} OK\r\ncontent-type: application/json;charset=utf-8\r\ncontent-length: ${part.announced(body.length)}\r\nconnection: close\r\n\r\n`,
    );
    socket.write(shown, () => (part.isReset ? socket.resetAndDestroy() : socket.end()));
    return RESPONSE_ALREADY_SENT;
  };
}

/** Cuts the connection without an answer. */
function cut(c: Context): Response {
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
