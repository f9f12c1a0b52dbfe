import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import { listen } from './loopback-server.ts';

export interface AwsCall {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const BodySchema = z.record(z.string(), z.unknown());

/** Stands for an AWS service with the JSON protocol: notes every call and answers what `answer` says. */
export async function startAwsServer(
  answer: (call: AwsCall) => { readonly status?: number; readonly body: unknown },
): Promise<{ readonly url: string; readonly server: Server; readonly calls: readonly AwsCall[] }> {
  const calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const call = { operation, body: BodySchema.parse(JSON.parse(text)) };
      calls.push(call);
      const { status = 200, body } = answer(call);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    });
  });
  return { url: await listen(server), server, calls };
}
