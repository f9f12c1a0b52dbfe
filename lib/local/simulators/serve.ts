import type { AddressInfo } from 'node:net';
import { serve as serveNode } from '@hono/node-server';
import type { Hono } from 'hono';

/** Above what any vendor allows, so that a simulator and not Node refuses a call that is too long. */
const MAX_HEADER_BYTES = 65_536;
/** Idle connections are left to the client to close: on a busy machine Node's 5 s end just as a call goes out on one. */
const IDLE_LIMIT_MS = 0;

export interface RunningServer {
  /** e.g. `http://127.0.0.1:41234`, no trailing slash. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Listens on loopback; port 0 takes a free one. Rejects when the port is taken. */
export function serveOnLoopback(app: Hono, port = 0): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const options = {
      fetch: app.fetch,
      hostname: '127.0.0.1',
      port,
      serverOptions: { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: IDLE_LIMIT_MS },
    };
    const server = serveNode(options, (info: AddressInfo) => {
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        close: () =>
          new Promise<void>((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
