import type { FieldDescription } from '../../lib/crm/crm.ts';
import { RECORD_MAPS } from '../../lib/crm/record-maps.ts';
import type { CrmRecord, FieldValue } from '../../lib/domain/entities.ts';

/** The records and fields of a CRM in memory, and what its users do to them. Each edit is stamped 400 ms after the last. */
export class FakeRecords {
  readonly #crm: 'salesforce' | 'hubspot';
  readonly #stampMs: number;
  readonly #records = new Map<string, Map<string, CrmRecord>>();
  readonly #fields = new Map<string, Map<string, FieldDescription>>();
  #nowMs: number;

  constructor(crm: 'salesforce' | 'hubspot', stampMs: number, nowIso: string) {
    this.#crm = crm;
    this.#stampMs = stampMs;
    this.#nowMs = Date.parse(nowIso);
  }

  get objects(): readonly string[] {
    return [...this.#records.keys()];
  }

  fields(object: string): readonly FieldDescription[] {
    return [...(this.#fields.get(object)?.values() ?? [])];
  }

  all(object: string): readonly CrmRecord[] {
    return [...this.#partition(object).values()];
  }

  live(object: string): readonly CrmRecord[] {
    return this.all(object).filter(({ deleted }) => !deleted);
  }

  find(object: string, id: string): CrmRecord | undefined {
    return this.#records.get(object)?.get(id);
  }

  get(object: string, id: string): CrmRecord {
    const record = this.find(object, id);
    if (record === undefined) throw new Error(`no ${object} ${id}`);
    return record;
  }

  hold(records: readonly CrmRecord[]): void {
    for (const record of records) {
      this.#partition(record.object).set(record.id, record);
      this.show(record.object, Object.keys(record.fields));
    }
  }

  show(object: string, names: readonly string[]): void {
    const fields = this.#fields.get(object) ?? new Map<string, FieldDescription>();
    for (const name of names) fields.set(name, { name, label: name, type: 'text', isWritable: true });
    this.#fields.set(object, fields);
    this.#partition(object);
  }

  /** Changes fields and gives the new stamp. */
  edit(object: string, id: string, fields: Readonly<Record<string, FieldValue>>): string {
    return this.#change(object, id, { fields: { ...this.get(object, id).fields, ...fields } });
  }

  setDeleted(object: string, id: string, deleted: boolean): void {
    this.#change(object, id, { deleted });
  }

  purge(object: string, id: string): void {
    this.#partition(object).delete(id);
  }

  merge(object: string, winner: string, loser: string): void {
    if (this.#crm === 'salesforce') {
      const fields = { ...this.get(object, loser).fields, MasterRecordId: winner };
      this.#change(object, loser, { deleted: true, fields });
      this.edit(object, winner, {});
      return;
    }
    this.purge(object, loser);
    this.edit(object, winner, { hs_merged_object_ids: loser });
  }

  retype(object: string, name: string, type: FieldDescription['type'] | undefined): void {
    const fields = this.#fields.get(object);
    const field = fields?.get(name);
    if (type === undefined) fields?.delete(name);
    else if (field !== undefined) fields?.set(name, { ...field, type });
  }

  #change(object: string, id: string, more: Partial<CrmRecord>): string {
    this.#nowMs += 400;
    const version = new Date(Math.floor(this.#nowMs / this.#stampMs) * this.#stampMs).toISOString();
    this.#partition(object).set(id, { ...this.get(object, id), ...more, version });
    return version;
  }

  #partition(object: string): Map<string, CrmRecord> {
    if (!RECORD_MAPS[this.#crm].objects.includes(object)) throw new Error(`${this.#crm} has no ${object}`);
    const partition = this.#records.get(object) ?? new Map<string, CrmRecord>();
    this.#records.set(object, partition);
    return partition;
  }
}
