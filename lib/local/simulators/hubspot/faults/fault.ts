import type { Context } from 'hono';
import type { CallRoute } from '../call-route.ts';
import type { VendorError } from '../hubspot-errors.ts';
import type { Portal } from '../portal.ts';
import type { RateLimits } from '../rate-limits.ts';

/** The call a fault hits. */
export interface FaultCall extends CallRoute {
  /** Canonical plural, where the call names an object. */
  readonly object: string | undefined;
  readonly portal: Portal;
  readonly limits: RateLimits;
  /** The request carries a cursor. */
  readonly isPaged: boolean;
}

export interface Fault {
  /** Answers instead of, or around, the call; `handle` lets it happen. */
  readonly run: (c: Context, handle: () => Promise<void>, call: FaultCall) => Promise<Response | undefined>;
  /** Calls it waits for; left out: any. */
  readonly fits?: (call: FaultCall, c: Context) => boolean;
}

/** A family of faults by name. */
export type Faults = Readonly<Record<string, Fault>>;

export function refuse(error: () => VendorError): Fault['run'] {
  return async () => {
    throw error();
  };
}

export const isTokenCall = (call: FaultCall): boolean => call.route.startsWith('/oauth/');
export const isApiCall = (call: FaultCall): boolean => !isTokenCall(call);
export const isSearch = (call: FaultCall): boolean => call.isSearch;
/** Answers that hold a page of records. */
export const isList = (call: FaultCall, c: Context): boolean =>
  call.isSearch || (c.req.method === 'GET' && /\/objects(\/\{version\})?\/\{object\}$/.test(call.route));
export const isWrite = (call: FaultCall, c: Context): boolean =>
  !isTokenCall(call) &&
  !call.isSearch &&
  !/\/batch\/read$/.test(call.route) &&
  ['POST', 'PUT', 'PATCH', 'DELETE'].includes(c.req.method);
