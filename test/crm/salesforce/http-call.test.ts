import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openHttp } from '../../../lib/crm/salesforce/http-call.ts';
import { close, listen } from '../../support/loopback-server.ts';

let server: Server;
afterEach(() => close(server));

function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  return listen(server);
}

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString('utf8');
  return text;
}

describe('a download', () => {
  it('is read to its end', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' }).write('Id\n');
      setImmediate(() => response.end('1\n'));
    });

    const { body } = await openHttp({ method: 'GET', url });

    expect(await read(body)).toBe('Id\n1\n');
  });

  it('is given up when its bytes stop coming', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' }).write('Id\n');
    });

    const { body } = await openHttp({ method: 'GET', url, silenceMs: 50 });

    await expect(read(body)).rejects.toMatchObject({ name: 'CrmFailure', failure: 'corrupt' });
  });

  it('is given up when it never begins', async () => {
    const url = await serve(() => undefined);

    await expect(openHttp({ method: 'GET', url, silenceMs: 50 })).rejects.toMatchObject({
      name: 'CrmFailure',
    });
  });

  it('is not given up while its reader is busy with what came', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' }).write('Id\n');
      response.end('1\n');
    });
    const { body } = await openHttp({ method: 'GET', url, silenceMs: 20 });
    const chunks = body[Symbol.asyncIterator]();

    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect((await chunks.next()).done).toBeDefined();
  });
});
