import type { ExportFolder, ExportProblem, ExportRow, ExportTable } from '../export-folder.ts';
import { inferField } from './column-inference.ts';
import type { FieldDefinition } from './field-definition.ts';
import { ObjectCatalog } from './object-catalog.ts';
import { standardObject } from './object-definition.ts';
import { shapeOrg } from './org-shape.ts';
import { mintId } from './record-ids.ts';
import { RecordStore } from './record-store.ts';
import { STANDARD_OBJECTS } from './standard-objects.ts';
import { type FieldValue, parseText, type StoredRow } from './value-types.ts';

interface LoadedOrg {
  readonly catalog: ObjectCatalog;
  readonly store: RecordStore;
  /** Cells that do not fit the type of their field; they are served as null. */
  readonly problems: readonly ExportProblem[];
}

/** Stamp of rows whose folder gives none, so that two runs over one folder agree. */
const UNKNOWN_STAMP = '2000-01-01T00:00:00.000+0000';
/** The header is line 1. */
const FIRST_ROW_LINE = 2;
const STANDARD_PREFIX_RANGE = 36;

/** Builds the objects and records of an org out of the Salesforce part of an export folder. */
export function loadOrg(folder: ExportFolder): LoadedOrg {
  const catalog = new ObjectCatalog(STANDARD_OBJECTS);
  shapeOrg(catalog, folder.salesforce);
  const store = new RecordStore();
  const problems: ExportProblem[] = [];
  for (const [name, table] of folder.salesforce) {
    const object = catalog.findObject(name) ?? addUnknownObject(catalog, name, table);
    for (const column of table.columns) addColumn(catalog, object.name, column, table);
    const fields = table.columns.map((column) => catalog.findField(object.name, column));
    table.rows.forEach((row, index) => {
      const note = (column: string, reason: string) =>
        problems.push({
          file: `salesforce/${name}.csv`,
          line: index + FIRST_ROW_LINE,
          column,
          reason,
        });
      const values = toValues(row, table.columns, fields, note);
      const id = String(values['Id'] ?? mintId(object.keyPrefix, index + 1));
      const stored: StoredRow = { id, values: withSystemValues({ ...values, Id: id }) };
      if (store.table(object.name).get(id) !== undefined) note('Id', `${id} stands in an earlier row too`);
      else store.put(object.name, stored);
    });
  }
  return { catalog, store, problems };
}

function addUnknownObject(catalog: ObjectCatalog, name: string, table: ExportTable) {
  const firstId = table.rows[0]?.['Id'] ?? undefined;
  const number = catalog.objects().length % STANDARD_PREFIX_RANGE;
  const keyPrefix = firstId?.slice(0, 3) ?? `a0${number.toString(STANDARD_PREFIX_RANGE).toUpperCase()}`;
  const object = standardObject(name, keyPrefix, []);
  catalog.addObject(object);
  return object;
}

function addColumn(catalog: ObjectCatalog, object: string, column: string, table: ExportTable): void {
  if (column === '' || catalog.findField(object, column) !== undefined) return;
  const cells = table.rows.flatMap((row) => row[column] ?? []);
  const field = inferField(column, cells);
  catalog.setField(object, column.endsWith('__c') ? asLookup(catalog, field, cells) : field);
}

/** A custom column full of ids of one known object is a lookup to it. */
function asLookup(catalog: ObjectCatalog, field: FieldDefinition, cells: readonly string[]): FieldDefinition {
  const target = catalog.objectOfId(cells[0] ?? '');
  const isLookup =
    target !== undefined &&
    cells.every((cell) => cell.startsWith(target.keyPrefix) && /^[0-9A-Za-z]{18}$/.test(cell));
  if (!isLookup) return field;
  const relationshipName = field.name.replace(/__c$/, '__r');
  return { ...field, type: 'reference', length: 18, referenceTo: [target.name], relationshipName };
}

function toValues(
  row: ExportRow,
  columns: readonly string[],
  fields: readonly (FieldDefinition | undefined)[],
  note: (column: string, reason: string) => void,
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  columns.forEach((column, i) => {
    const field = fields[i];
    const cell = row[column] ?? null;
    if (field === undefined) return;
    const value = cell === null ? null : parseText(field.type, cell);
    if (value === undefined) note(column, `"${cell}" is no ${field.type}`);
    values[field.name] = value ?? null;
  });
  return values;
}

function withSystemValues(values: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  const { CreatedDate: created, LastModifiedDate: modified, SystemModstamp: stamp } = values;
  return {
    ...values,
    IsDeleted: values['IsDeleted'] ?? false,
    CreatedDate: created ?? modified ?? stamp ?? UNKNOWN_STAMP,
    LastModifiedDate: modified ?? stamp ?? created ?? UNKNOWN_STAMP,
    SystemModstamp: stamp ?? modified ?? created ?? UNKNOWN_STAMP,
  };
}
