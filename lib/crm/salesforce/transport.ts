import { PassThrough } from 'node:stream';
import type { Transport } from 'jsforce/lib/transport.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import type { HttpAnswer } from './failures.ts';
import type { HttpCall } from './http-call.ts';

/**
 * Puts our own HTTP call under jsforce. Its own transport ends its timeout at the response headers, ends the process
 * when an answer breaks off (`uncaughtException: terminated`), repeats calls, follows redirects and sends loopback
 * calls to a proxy (seen with 3.10.26).
 */
export function toTransport(send: (call: HttpCall) => Promise<HttpAnswer>): Transport {
  return {
    httpRequest: ({ method, url, headers, body }) => {
      const call = {
        method,
        url,
        ...(headers === undefined ? {} : { headers }),
        ...(typeof body === 'string' ? { body } : {}),
      };
      const promise = send(call).then((answer) => ({
        statusCode: answer.status,
        headers: { ...answer.headers },
        body: answer.body,
      }));
      return StreamPromise.create(() => ({ stream: new PassThrough(), promise }));
    },
    getRequestStreamCreator: () => () => new PassThrough(),
  };
}
