import type { Crm } from '../../lib/crm/crm.ts';

/** One page of a first read: its object, and which page of that object it is, from 1. */
type Watcher = (page: { readonly object: string; readonly nth: number }) => void;

/** The same CRM, whose pages of first reads are seen as they pass: before a reader has one, and once it has taken it. */
export function watchChunks(crm: Crm, watch: { readonly before?: Watcher; readonly after?: Watcher }): Crm {
  const counts = new Map<string, number>();
  return {
    ...crm,
    readChunk: async function* (description, ...part) {
      const { object } = description;
      for await (const page of crm.readChunk(description, ...part)) {
        const nth = (counts.get(object) ?? 0) + 1;
        counts.set(object, nth);
        watch.before?.({ object, nth });
        yield page;
        watch.after?.({ object, nth });
      }
    },
  };
}
