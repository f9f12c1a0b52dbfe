import type { Org } from './org.ts';
import { badRequest, notFound, SalesforceError, toErrorBody } from './salesforce-errors.ts';

/** A call as handlers see it, whether it came over HTTP or inside a composite request. */
export interface VendorRequest {
  readonly method: string;
  /** Values of the route's placeholders, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: string;
  /** `id:secret` of an HTTP Basic header. */
  readonly basicAuth?: string | undefined;
  /** Scheme and host the caller used. */
  readonly origin: string;
  /** Headers of the HTTP call, also for a call inside a composite one; undefined where there is none of that name. */
  readonly header: (name: string) => string | undefined;
  /** Access token of the call; empty without one. */
  readonly session: string;
}

export interface VendorReply {
  readonly status: number;
  /** Sent as JSON; undefined for an empty reply. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of `body`. */
  readonly text?: { readonly type: string; readonly content: string };
  /** Sent line by line, instead of `body`: results too long for one text. */
  /** Calls it counts for against the org's allowance, when not one. */
  readonly calls?: number;
  readonly lines?: { readonly type: string; readonly rows: Iterable<string>; readonly isGzipped: boolean };
}

type Handler = (org: Org, request: VendorRequest) => VendorReply;

export interface VendorRoute {
  readonly method: string;
  /** Template such as `/services/data/v{version}/sobjects/{object}`; the call log shows it. */
  readonly route: string;
  /** `none`: anyone may call. `soap`: the session is in the body, which the handler checks. */
  readonly session?: 'none' | 'soap';
  /** The CRM object a call names, for the call log and for faults. */
  readonly objectOf?: (org: Org, request: VendorRequest) => string | undefined;
  readonly handle: Handler;
}

export interface RouteMatch {
  readonly route: VendorRoute;
  readonly params: Readonly<Record<string, string>>;
}

const PLACEHOLDER = /\{(\w+)\}/g;
const VERSION = '\\d+\\.\\d';

/** Finds the route of a path; a template with fewer placeholders wins. Trailing slashes do not matter. */
export function createRouter(
  routes: readonly VendorRoute[],
): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes
    .map((route) => ({ route, pattern: toPattern(route.route) }))
    .sort((a, b) => countPlaceholders(a.route.route) - countPlaceholders(b.route.route));
  return (method, path) => {
    const plain = path.replace(/\/+$/, '');
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(plain) : null;
      if (match !== null) return { route, params: decodeAll(match.groups ?? {}) };
    }
    return undefined;
  };
}

function toPattern(template: string): RegExp {
  const source = template.replace(PLACEHOLDER, (_, name: string) =>
    name === 'version' ? `(?<version>${VERSION})` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
}

const countPlaceholders = (template: string): number => template.match(PLACEHOLDER)?.length ?? 0;

function decodeAll(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A lone `%` is taken as it stands, and then names nothing.
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Runs a handler; what it refuses becomes the vendor's error reply. */
export function runHandler(org: Org, match: RouteMatch | undefined, request: VendorRequest): VendorReply {
  try {
    if (match === undefined) throw notFound();
    return match.route.handle(org, { ...request, params: match.params });
  } catch (error) {
    if (error instanceof SalesforceError) return { status: error.status, body: toErrorBody(error.refusals) };
    throw error;
  }
}

/** Body of a request as JSON; throws JSON_PARSER_ERROR. An empty body is an empty object. */
export function readJson(request: VendorRequest): unknown {
  if (request.body === '') return {};
  try {
    const parsed: unknown = JSON.parse(request.body);
    return parsed;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badRequest('JSON_PARSER_ERROR', `${reason} at [line:1, column:1]`);
  }
}

export const param = (request: VendorRequest, name: string): string => request.params[name] ?? '';
