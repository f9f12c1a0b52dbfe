import type { ExportRow } from '../export-folder.ts';
import { defaultType, inverseTypeId, isPrimaryType } from './association-types.ts';
import type { ObjectName } from './object-names.ts';

/** One end of an association, with all types that hold between the two records. */
export interface AssociatedRecord {
  readonly toId: string;
  /** Primary first. */
  readonly typeIds: readonly number[];
}

export interface Link {
  readonly from: string;
  readonly fromId: string;
  readonly to: string;
  readonly toId: string;
}

/** Who belongs to whom, kept in both directions. Objects are named by their canonical plural. */
export class AssociationStore {
  /** `from>to`, then id of the record, then id of the other, then type ids. */
  readonly #pairs = new Map<string, Map<string, Map<string, Set<number>>>>();

  constructor(rows: readonly ExportRow[], names: ReadonlyMap<string, ObjectName>) {
    for (const row of rows) {
      const from = names.get(row['fromType']?.toLowerCase() ?? '')?.plural;
      const to = names.get(row['toType']?.toLowerCase() ?? '')?.plural;
      const { fromId, toId, typeId } = row;
      if (from === undefined || to === undefined || !fromId || !toId) continue;
      this.add({ from, fromId, to, toId }, typeId ? [Number(typeId)] : []);
    }
  }

  /** No type id means the pair's unlabeled one, which every association carries. */
  add(link: Link, typeIds: readonly number[]): void {
    const all = new Set([...typeIds, defaultType(link.from, link.to).typeId]);
    for (const typeId of all) {
      if (isPrimaryType(typeId)) this.#dropPrimary(link, typeId);
      this.#types(link).add(typeId);
      const back = link.from === link.to ? typeId : inverseTypeId(typeId);
      this.#types(reverse(link)).add(back);
    }
  }

  remove(link: Link): void {
    this.#pairs.get(`${link.from}>${link.to}`)?.get(link.fromId)?.delete(link.toId);
    this.#pairs.get(`${link.to}>${link.from}`)?.get(link.toId)?.delete(link.fromId);
  }

  removeTypes(link: Link, typeIds: readonly number[]): void {
    for (const typeId of typeIds) {
      this.#types(link).delete(typeId);
      this.#types(reverse(link)).delete(inverseTypeId(typeId));
    }
    if (this.#types(link).size === 0) this.remove(link);
  }

  /** By id of the other record, ascending. */
  of(from: string, fromId: string, to: string): readonly AssociatedRecord[] {
    const found = this.#pairs.get(`${from}>${to}`)?.get(fromId) ?? new Map<string, Set<number>>();
    return [...found]
      .map(([toId, typeIds]) => ({ toId, typeIds: [...typeIds].sort(primaryFirst) }))
      .sort((a, b) => Number(a.toId) - Number(b.toId));
  }

  /** Leaves nothing of a record that was deleted for privacy. */
  removeAll(object: string, id: string): void {
    for (const [pair, byId] of this.#pairs) {
      const [from = '', to = ''] = pair.split('>');
      if (from !== object) continue;
      for (const toId of [...(byId.get(id)?.keys() ?? [])]) this.remove({ from, fromId: id, to, toId });
      byId.delete(id);
    }
  }

  /** Gives all associations of a merged record to its survivor. */
  move(object: string, oldId: string, newId: string): void {
    for (const [pair, byId] of this.#pairs) {
      const [from = '', to = ''] = pair.split('>');
      if (from !== object) continue;
      for (const [toId, typeIds] of byId.get(oldId) ?? []) {
        this.add({ from, fromId: newId, to, toId }, [...typeIds]);
        this.remove({ from, fromId: oldId, to, toId });
      }
    }
  }

  /** A record has one primary company. */
  #dropPrimary(link: Link, typeId: number): void {
    const others = this.#pairs.get(`${link.from}>${link.to}`)?.get(link.fromId);
    for (const [toId, typeIds] of others ?? []) {
      if (toId !== link.toId && link.to === 'companies' && typeIds.delete(typeId))
        this.#types(reverse({ ...link, toId })).delete(inverseTypeId(typeId));
    }
  }

  #types({ from, fromId, to, toId }: Link): Set<number> {
    const pair = `${from}>${to}`;
    const byId = this.#pairs.get(pair) ?? new Map<string, Map<string, Set<number>>>();
    this.#pairs.set(pair, byId);
    const byTarget = byId.get(fromId) ?? new Map<string, Set<number>>();
    byId.set(fromId, byTarget);
    const types = byTarget.get(toId) ?? new Set<number>();
    byTarget.set(toId, types);
    return types;
  }
}

function reverse({ from, fromId, to, toId }: Link): Link {
  return { from: to, fromId: toId, to: from, toId: fromId };
}

function primaryFirst(a: number, b: number): number {
  return Number(isPrimaryType(b)) - Number(isPrimaryType(a)) || a - b;
}
