import { Hono } from 'hono';
import * as z from 'zod';
import { type RunningServer, serveOnLoopback } from './simulators/serve.ts';

/** The handler of `receive-changes`: of requests and of bus events. */
type ChangeHandler = (event: unknown) => Promise<{ readonly statusCode: number } | undefined>;

const WEBHOOK_PATH = '/webhooks/hubspot';
const EVENT_PATH = '/change-events';
const AnySchema = z.unknown();

/**
 * What stands before `receive-changes` on AWS, on loopback: an HTTP API that hands over webhooks with payload 2.0, and a
 * bus that hands over change events. A handler that throws is answered as there: 500, and the sender tries again.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function startChangeReceiver(handler: ChangeHandler, port = 0): Promise<RunningServer> {
  const app = new Hono();
  app.onError((_cause, c) => c.json({ message: 'Internal Server Error' }, 500));
  app.post(WEBHOOK_PATH, async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const answer = await handler({
      version: '2.0',
      routeKey: `POST ${WEBHOOK_PATH}`,
      rawPath: pathname,
      rawQueryString: search.slice(1),
      headers: c.req.header(),
      requestContext: { http: { method: c.req.method, path: pathname } },
      body: await c.req.text(),
      isBase64Encoded: false,
    });
    return new Response(null, { status: answer?.statusCode ?? 500 });
  });
  app.post(EVENT_PATH, async (c) => {
    await handler(AnySchema.parse(JSON.parse(await c.req.text())));
    return c.body(null, 204);
  });
  return serveOnLoopback(app, port);
}
