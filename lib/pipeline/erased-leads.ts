import { CRM_NAMES, RECORD_MAPS, recordMapOf } from '../crm/record-maps.ts';
import type { Config, CrmConfig } from '../domain/config.ts';
import { type Entity, NO_SOURCE } from '../domain/entities.ts';
import type { LedgerRow } from '../domain/ledger.ts';
import { buildJourneys } from '../kpis/journeys/build-journeys.ts';
import { type Erasure, loadErasures, markCounted } from '../store/erasure-store.ts';
import { digestOf } from '../store/record-content.ts';
import type { Table } from '../store/table.ts';

/** An erasure with the object it is of. */
export interface ErasedRecord extends Erasure {
  readonly crm: string;
  readonly object: string;
}

/** What was erased, in every configured CRM. */
export async function allErasures(table: Table, config: Config): Promise<readonly ErasedRecord[]> {
  const found: ErasedRecord[] = [];
  for (const crm of CRM_NAMES.filter((name) => config.crm[name] !== undefined)) {
    for (const object of RECORD_MAPS[crm].objects) {
      const erasures = await loadErasures(table, crm, object);
      found.push(...erasures.map((one) => ({ ...one, crm, object })));
    }
  }
  return found;
}

/**
 * Lead rows of people who were erased before any figure knew them: their month and channel still count. None for a
 * record that was deleted or merged before, and none for one whose reference is among `known` or that counts already.
 */
export function erasedLeads(
  erasures: readonly ErasedRecord[],
  known: Iterable<string>,
  config: Config,
): readonly LedgerRow[] {
  const open = erasures.filter(({ isCounted, wasDeleted }) => !isCounted && !wasDeleted);
  if (open.length === 0) return [];
  const digests = new Set([...known].map(digestedRef));
  const people = open
    .filter((one) => !digests.has(`${one.crm}/${one.object}/${one.digest}`))
    .flatMap((one) => toPerson(one, config));
  const sourced = people.map((entity) => ({ entity, fields: {} }));
  return buildJourneys(sourced, config).rows.filter(({ stage }) => stage === 'lead');
}

/** Whether a reference is one of an erased record. */
export function erasedRefs(erasures: readonly ErasedRecord[]): (ref: string) => boolean {
  const digests = new Set(erasures.map(({ crm, object, digest }) => `${crm}/${object}/${digest}`));
  return (ref) => digests.size > 0 && digests.has(digestedRef(ref));
}

export async function closeErasures(table: Table, erasures: readonly ErasedRecord[]): Promise<void> {
  const open = erasures.filter(({ isCounted }) => !isCounted);
  const byObject = Map.groupBy(open, ({ crm, object }) => `${crm}/${object}`);
  for (const [first, ...others] of byObject.values()) {
    if (first === undefined) continue;
    await markCounted(table, first, new Set([first, ...others].map(({ digest }) => digest)));
  }
}

function toPerson({ crm, object, ...erasure }: ErasedRecord, config: Config): readonly Entity[] {
  const { digest: id, erasedAt: version, createdDay: createdAt, origin } = erasure;
  const crmConfig = CRM_NAMES.flatMap((name): readonly CrmConfig[] =>
    name === crm ? [config.crm[name]].filter((one) => one !== undefined) : [],
  )[0];
  if (crmConfig === undefined) return [];
  const blank = { crm, object, id, version, createdAt, deleted: false, fields: {}, links: [] };
  const entity = recordMapOf(crm).toEntity(blank, crmConfig);
  return entity?.kind === 'person' ? [{ ...entity, createdAt, source: origin ?? NO_SOURCE }] : [];
}

/** A reference as erasures know it: with the digest in place of the id. */
function digestedRef(ref: string): string {
  const cut = ref.indexOf('/', ref.indexOf('/') + 1) + 1;
  return `${ref.slice(0, cut)}${digestOf(ref.slice(cut))}`;
}
