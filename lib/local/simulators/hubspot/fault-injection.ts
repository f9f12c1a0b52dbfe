import type { Context } from 'hono';
import type { FaultSwitch } from '../faults.ts';
import { AUTH_FAULTS } from './faults/auth-faults.ts';
import type { Fault, FaultCall, Faults } from './faults/fault.ts';
import { LIMIT_FAULTS } from './faults/limit-faults.ts';
import { PAGING_FAULTS } from './faults/paging-faults.ts';
import { PAYLOAD_FAULTS } from './faults/payload-faults.ts';
import { SERVER_FAULTS } from './faults/server-faults.ts';
import { TRANSPORT_FAULTS } from './faults/transport-faults.ts';

/** What this simulator can be told to do wrong, by name. */
const FAULTS: Faults = {
  ...AUTH_FAULTS,
  ...LIMIT_FAULTS,
  ...SERVER_FAULTS,
  ...TRANSPORT_FAULTS,
  ...PAYLOAD_FAULTS,
  ...PAGING_FAULTS,
};

export const HUBSPOT_FAULTS: readonly string[] = Object.keys(FAULTS);

type RunFault = (c: Context, handle: () => Promise<void>) => Promise<Response | undefined>;

/** The armed fault that this call gets, if any; it is spent by that. */
export async function takeFault(
  c: Context,
  faults: FaultSwitch,
  parts: Omit<FaultCall, 'isPaged'>,
): Promise<RunFault | undefined> {
  if (faults.armed().length === 0) return undefined;
  const call = { ...parts, isPaged: await hasCursor(c) };
  const fitting = Object.entries(FAULTS).filter(([, fault]) => fits(fault, call, c));
  const name = faults.take(
    fitting.map(([fault]) => fault),
    call.object,
  );
  const fault = FAULTS[name ?? ''];
  return fault === undefined ? undefined : (context, handle) => fault.run(context, handle, call);
}

function fits(fault: Fault, call: FaultCall, c: Context): boolean {
  return fault.fits?.(call, c) ?? true;
}

async function hasCursor(c: Context): Promise<boolean> {
  if (c.req.query('after') !== undefined) return true;
  return c.req.method === 'POST' && /"after"\s*:\s*["\d]/.test(await c.req.text());
}
