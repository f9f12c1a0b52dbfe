import * as z from 'zod';
import { aPortal, type TestPortal } from './hubspot-fixture.ts';

const FILES = { 'contacts.csv': 'id,firstname\n1,Al\n2,Bo\n3,Cy\n4,Di' };
/** The list of contacts, of which an armed portal holds four. */
export const LIST = '/crm/v3/objects/contacts';
export const PageSchema = z.looseObject({
  results: z.array(z.looseObject({ id: z.string() })),
  paging: z.looseObject({ next: z.looseObject({ after: z.string() }) }).optional(),
});

/** A portal that answers its next call with the fault. */
export function armed(name: string, object?: string): TestPortal {
  const portal = aPortal(FILES);
  portal.faults.arm({ name, calls: 1, object });
  return portal;
}

/** Without the check against the OpenAPI files: a fault breaks them on purpose. */
export async function raw(portal: TestPortal, path = LIST, init: RequestInit = {}) {
  const headers = { authorization: 'Bearer sim-x', 'content-type': 'application/json' };
  const response = await portal.app.request(`http://hubspot.test${path}`, { headers, ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
