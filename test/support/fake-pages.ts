import type { Cursor } from '../../lib/crm/crm.ts';
import type { CrmRecord } from '../../lib/domain/entities.ts';

interface FakePage {
  readonly records: readonly CrmRecord[];
  readonly cursor: Cursor;
  readonly done: boolean;
}

/** `all` is asked anew for each page, so that edits between two pages are seen. */
type AskAll = () => readonly CrmRecord[];

/** Records by (stamp, id) after where the cursor got to, less the lookback. */
export function* pagesOfChanges(
  all: AskAll,
  cursor: Cursor | null,
  { pageSize, lookbackMs }: { readonly pageSize: number; readonly lookbackMs: number },
): Generator<FakePage> {
  let reached: string = cursor === null ? '' : String(cursor['at']);
  let position = reached === '' ? '' : back(reached, lookbackMs);
  for (let done = false; !done; ) {
    const page = inOrder(all().filter((record) => keyOf(record) > position)).slice(0, pageSize);
    done = page.length < pageSize;
    const last = page.at(-1);
    if (last !== undefined) position = keyOf(last);
    if (position > reached) reached = position;
    yield { records: page, cursor: { at: reached }, done };
  }
}

/** Records of one part of a first read, by id. */
export function* pagesOfPart(
  all: AskAll,
  cursor: Cursor | null,
  { pageSize, part, parts }: { readonly pageSize: number; readonly part: unknown; readonly parts: number },
): Generator<FakePage> {
  let after = cursor === null ? '' : String(cursor['after']);
  for (let done = false; !done; ) {
    const open = all()
      .filter(({ id }) => partOf(id, parts) === part && id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const page = open.slice(0, pageSize);
    done = page.length === open.length;
    after = page.at(-1)?.id ?? after;
    yield { records: page, cursor: { after }, done };
  }
}

/** Where reading changes begins after a first read of these records. */
export function endOf(records: readonly CrmRecord[]): Cursor {
  const last = inOrder(records).at(-1);
  return { at: last === undefined ? '' : keyOf(last) };
}

function inOrder(records: readonly CrmRecord[]): readonly CrmRecord[] {
  return records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Ids are dealt to the parts of a first read in turn. */
function partOf(id: string, parts: number): number {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % parts;
}

function keyOf({ version, id }: CrmRecord): string {
  return `${version} ${id}`;
}

function back(at: string, lookbackMs: number): string {
  const [version = '', id = ''] = at.split(' ');
  if (lookbackMs <= 0) return `${version} ${id}`;
  return new Date(Date.parse(version) - lookbackMs).toISOString();
}
