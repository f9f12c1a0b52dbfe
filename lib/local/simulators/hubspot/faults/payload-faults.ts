import type { Context } from 'hono';
import * as z from 'zod';
import { type Fault, type Faults, isList } from './fault.ts';

const PageSchema = z.looseObject({
  results: z.array(z.looseObject({ properties: z.looseObject({}).optional() })),
});
const NESTING = 100_000;
/** Far beyond any page of the vendor. */
const HUGE_BYTES = 200_000_000;

/** JSON that is well sent and ill made: reliability B3. Each waits for a page of records. */
export const PAYLOAD_FAULTS: Faults = {
  /** Ends at a row: valid JSON, fewer records, no cursor. */
  'truncated-at-row': { run: changePage((results) => results.slice(0, results.length >> 1)), fits: isList },
  'duplicate-keys': {
    run: changeText((text) => text.replace('{', '{"results":[],"results":[],')),
    fits: isList,
  },
  'deep-nesting': {
    run: changeText((text) => text.replace('{', `{"deep":${'['.repeat(NESTING)}${']'.repeat(NESTING)},`)),
    fits: isList,
  },
  'huge-number': { run: changeText((text) => text.replace('{', '{"huge":1e400,')), fits: isList },
  'lone-surrogate': { run: changeText((text) => text.replace('{', '{"text":"\\ud800",')), fits: isList },
  'unknown-fields': {
    run: changePage((results) => results.map((row) => ({ ...row, brandNew: { kind: 'UNHEARD_OF' } }))),
    fits: isList,
  },
  'missing-fields': {
    run: changePage(([first, ...rest]) => {
      const { properties: _properties, updatedAt: _updatedAt, ...kept } = first ?? {};
      return first === undefined ? [] : [kept, ...rest];
    }),
    fits: isList,
  },
  'huge-page': {
    run: async (c, handle) => {
      await handle();
      const text = await c.res.text();
      const filler = Buffer.alloc(1_000_000, 0x20);
      let left = HUGE_BYTES;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (left > 0) controller.enqueue(filler);
          else {
            controller.enqueue(Buffer.from(text));
            controller.close();
          }
          left -= filler.length;
        },
      });
      return new Response(body, { status: c.res.status, headers: { 'content-type': 'application/json' } });
    },
    fits: isList,
  },
};

type Row = z.infer<typeof PageSchema>['results'][number];

/** Refusals pass unchanged. */
export function changePage(change: (results: readonly Row[]) => readonly unknown[]): Fault['run'] {
  return async (c, handle) => {
    await handle();
    const page = PageSchema.safeParse(await c.res.clone().json());
    if (!page.success) return undefined;
    const results = change(page.data.results);
    const isCut = results.length < page.data.results.length;
    const { paging: _paging, ...rest } = page.data;
    return json(c, JSON.stringify(isCut ? { ...rest, results } : { ...page.data, results }));
  };
}

function changeText(change: (text: string) => string): Fault['run'] {
  return async (c, handle) => {
    await handle();
    return json(c, change(await c.res.text()));
  };
}

function json(c: Context, text: string): Response {
  return new Response(text, { status: c.res.status, headers: { 'content-type': 'application/json' } });
}
