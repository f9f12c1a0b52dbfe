import * as z from 'zod';
import type { Org } from './org.ts';
import { badRequest } from './salesforce-errors.ts';
import { readJson, type VendorReply, type VendorRequest, type VendorRoute } from './vendor-router.ts';

/** Subrequests per call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm */
const MAX_SUBREQUESTS = 25;
/** Of these, queries and collections. Same page. */
const MAX_HEAVY = 5;
/** Nodes of all graphs of a call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_graph_limits.htm */
const MAX_NODES = 500;
const HEAVY = /\/(query(All)?|composite\/sobjects)\b/;
const COMPOSITE = '/services/data/v{version}/composite';

/** Answers one inner call as if it had come alone. */
export type Dispatch = (
  org: Org,
  call: Omit<VendorRequest, 'params'> & { readonly path: string },
) => VendorReply;

const SubrequestSchema = z.object({
  method: z.string(),
  url: z.string(),
  referenceId: z.string(),
  body: z.unknown().optional(),
});
type Subrequest = z.infer<typeof SubrequestSchema>;
const CompositeSchema = z.object({
  allOrNone: z.boolean().default(false),
  compositeRequest: z.array(SubrequestSchema),
});
const GraphSchema = z.object({
  graphs: z.array(z.object({ graphId: z.string(), compositeRequest: z.array(SubrequestSchema) })),
});
const BatchSchema = z.object({
  haltOnError: z.boolean().default(false),
  batchRequests: z.array(
    z.object({ method: z.string(), url: z.string(), richInput: z.unknown().optional() }),
  ),
});

/** Calls that carry other calls. */
export function compositeRoutes(dispatch: Dispatch): readonly VendorRoute[] {
  return [
    { method: 'POST', route: COMPOSITE, handle: (org, request) => composite(org, request, dispatch) },
    { method: 'POST', route: `${COMPOSITE}/graph`, handle: (org, request) => graph(org, request, dispatch) },
    { method: 'POST', route: `${COMPOSITE}/batch`, handle: (org, request) => batch(org, request, dispatch) },
  ];
}

function composite(org: Org, request: VendorRequest, dispatch: Dispatch): VendorReply {
  const parsed = CompositeSchema.safeParse(readJson(request));
  if (!parsed.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(parsed.error));
  const { allOrNone, compositeRequest } = parsed.data;
  limitSubrequests(compositeRequest.length);
  limitHeavy(compositeRequest.map(({ url }) => url));
  const { compositeResponse } = runSubrequests(org, request, { allOrNone, compositeRequest }, dispatch);
  return { status: 200, body: { compositeResponse } };
}

/** Each graph goes in as a whole or not at all. */
function graph(org: Org, request: VendorRequest, dispatch: Dispatch): VendorReply {
  const parsed = GraphSchema.safeParse(readJson(request));
  if (!parsed.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(parsed.error));
  const nodes = parsed.data.graphs.reduce((sum, { compositeRequest }) => sum + compositeRequest.length, 0);
  if (nodes > MAX_NODES)
    throw badRequest('LIMIT_EXCEEDED', `The number of nodes exceeds the limit of ${MAX_NODES}.`);
  const graphs = parsed.data.graphs.map(({ graphId, compositeRequest }) => {
    const work = { allOrNone: true, compositeRequest };
    const { compositeResponse, isSuccessful } = runSubrequests(org, request, work, dispatch);
    return { graphId, graphResponse: { compositeResponse }, isSuccessful };
  });
  return { status: 200, body: { graphs } };
}

function runSubrequests(
  org: Org,
  request: VendorRequest,
  work: { readonly allOrNone: boolean; readonly compositeRequest: readonly Subrequest[] },
  dispatch: Dispatch,
) {
  const { allOrNone, compositeRequest } = work;
  const bodies: Record<string, unknown> = {};
  const replies = org.store.transact(() => {
    const result = compositeRequest.map(({ method, url, referenceId, body }) => {
      const inner = { method, url: fillReferences(url, bodies), body: fillReferences(toText(body), bodies) };
      const reply = dispatch(org, toCall(request, inner));
      bodies[referenceId] = reply.body;
      return { referenceId, reply };
    });
    return { result, keep: !allOrNone || result.every(({ reply }) => isSuccess(reply)) };
  });
  const isSuccessful = replies.every(({ reply }) => isSuccess(reply));
  const isHalted = allOrNone && !isSuccessful;
  const compositeResponse = replies.map(({ referenceId, reply }) => {
    const shown = isHalted && isSuccess(reply) ? HALTED : reply;
    return {
      body: shown.body ?? null,
      httpHeaders: shown.headers ?? {},
      httpStatusCode: shown.status,
      referenceId,
    };
  });
  return { compositeResponse, isSuccessful };
}

const HALTED: VendorReply = {
  status: 400,
  body: [
    {
      errorCode: 'PROCESSING_HALTED',
      message: 'The transaction was rolled back since another operation in the same transaction failed.',
    },
  ],
};

function batch(org: Org, request: VendorRequest, dispatch: Dispatch): VendorReply {
  const parsed = BatchSchema.safeParse(readJson(request));
  if (!parsed.success) throw badRequest('JSON_PARSER_ERROR', z.prettifyError(parsed.error));
  limitSubrequests(parsed.data.batchRequests.length);
  const results = parsed.data.batchRequests.map(({ method, url, richInput }) => {
    const path = url.startsWith('/') ? url : `/services/data/${url}`;
    const reply = dispatch(org, toCall(request, { method, url: path, body: toText(richInput) }));
    return { statusCode: reply.status, result: reply.body ?? null };
  });
  const hasErrors = results.some((result) => result.statusCode >= 400);
  return { status: 200, calls: results.length, body: { hasErrors, results } };
}

function limitSubrequests(count: number): void {
  if (count <= MAX_SUBREQUESTS) return;
  const message = `The number of subrequests exceeds the limit of ${MAX_SUBREQUESTS}.`;
  throw badRequest('LIMIT_EXCEEDED', message);
}

function limitHeavy(urls: readonly string[]): void {
  if (urls.filter((url) => HEAVY.test(url)).length <= MAX_HEAVY) return;
  const message = `The number of query and sObject collection subrequests exceeds the limit of ${MAX_HEAVY}.`;
  throw badRequest('LIMIT_EXCEEDED', message);
}

const isSuccess = (reply: VendorReply): boolean => reply.status < 400;
const toText = (body: unknown): string => (body === undefined ? '' : JSON.stringify(body));

function toCall(
  request: VendorRequest,
  inner: { readonly method: string; readonly url: string; readonly body: string },
) {
  const url = new URL(inner.url, request.origin);
  return {
    method: inner.method.toUpperCase(),
    path: url.pathname,
    query: url.searchParams,
    body: inner.body,
    origin: request.origin,
    header: request.header,
    session: request.session,
  };
}

/** Puts in what an earlier subrequest answered: `@{ref.id}`. */
function fillReferences(text: string, bodies: Readonly<Record<string, unknown>>): string {
  return text.replace(/@\{(\w+)\.(\w+)\}/g, (whole, reference: string, key: string) => {
    const answered = z.record(z.string(), z.unknown()).safeParse(bodies[reference]);
    const value = answered.success ? answered.data[key] : undefined;
    return value === undefined ? whole : String(value);
  });
}
