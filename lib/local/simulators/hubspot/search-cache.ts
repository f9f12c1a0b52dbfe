import type { ObjectTable } from './object-table.ts';
import type { Portal } from './portal.ts';
import { evaluateSearch } from './search-evaluate.ts';
import type { SearchRequest } from './search-request.ts';
import type { StoredRecord } from './stored-record.ts';

interface Answer {
  readonly question: string;
  readonly revision: number;
  readonly found: readonly StoredRecord[];
}

/** Finds what a search asks for; the pages of one question are found once, while nothing changes. */
export function createSearch(portal: Portal) {
  const last = new WeakMap<ObjectTable, Answer>();
  return (table: ObjectTable, request: SearchRequest): readonly StoredRecord[] => {
    const { filterGroups, sorts, query } = request;
    const question = JSON.stringify([
      filterGroups,
      sorts,
      query,
      portal.settings.current().isSearchUnordered,
    ]);
    const { revision, lag } = table.records;
    const known = last.get(table);
    // Associations and the index's lag change answers without changing the object's own records.
    const isOwn = !question.includes('"associations.') && lag.pending().length === 0;
    if (isOwn && known?.question === question && known.revision === revision) return known.found;
    const found = evaluateSearch(portal, table, request);
    if (isOwn) last.set(table, { question, revision, found });
    return found;
  };
}
