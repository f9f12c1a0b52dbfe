import { isUntracked } from './field-history.ts';
import { isHiddenObject } from './field-security.ts';
import { type ObjectDefinition, standardObject } from './object-definition.ts';
import { type Org, visibleField } from './org.ts';
import { RecordTable } from './record-table.ts';
import type { StoredRow } from './value-types.ts';

const KEPT_SYSTEM_FIELDS = ['Id'];

/**
 * What an org has, as records. The data API shows what the user may see, the Tooling API everything to who may view
 * the set-up: the difference tells a hidden field from one that is not there.
 * https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-fielddefinition.html
 */
export const DEFINITION_OBJECTS: readonly ObjectDefinition[] = [
  plain('EntityDefinition', '4ie', [
    'DurableId string(255) readonly',
    'QualifiedApiName string(255) readonly',
    'DeveloperName string(255) readonly',
    'Label string(255) readonly',
    'KeyPrefix string(3) readonly',
    'IsQueryable boolean readonly',
  ]),
  plain('FieldDefinition', '4fe', [
    'DurableId string(255) readonly',
    'QualifiedApiName string(255) readonly',
    'DeveloperName string(255) readonly',
    'Label string(255) readonly',
    'DataType string(255) readonly',
    'Length int readonly',
    'IsCalculated boolean readonly',
    'IsNillable boolean readonly',
    'EntityDefinitionId reference(EntityDefinition) readonly < Fields',
  ]),
];

function plain(name: string, keyPrefix: string, lines: readonly string[]): ObjectDefinition {
  const object = standardObject(name, keyPrefix, lines, { readOnly: true });
  const own = lines.map((line) => line.split(' ')[0] ?? '');
  return {
    ...object,
    fields: object.fields.filter(({ name: field }) => [...own, ...KEPT_SYSTEM_FIELDS].includes(field)),
  };
}

/** Rows of a definition object as they stand now; undefined for any other object. */
export function definitionTable(org: Org, object: string, tooling: boolean): RecordTable | undefined {
  if (object !== 'FieldDefinition' && object !== 'EntityDefinition') return undefined;
  const entities = org.catalog
    .objects()
    .filter((entity) => !entity.tooling && !isUntracked(org, entity.name))
    .filter(({ name }) => tooling || !isHiddenObject(org, name));
  const rows = entities.map(entityRow);
  // Paths such as `EntityDefinition.QualifiedApiName` look their parent up in the store.
  const stored = org.store.table('EntityDefinition');
  stored.load(rows.filter(({ id }) => stored.get(id) === undefined));
  const table = new RecordTable({ nowMs: () => 0, delayMs: () => 0 });
  table.load(
    object === 'EntityDefinition' ? rows : entities.flatMap((entity) => fieldRows(org, entity, tooling)),
  );
  return table;
}

function entityRow({ name, label, keyPrefix }: ObjectDefinition): StoredRow {
  const DeveloperName = name.replace(/__c$/, '');
  return {
    id: name,
    values: {
      Id: name,
      DurableId: name,
      QualifiedApiName: name,
      DeveloperName,
      Label: label,
      KeyPrefix: keyPrefix,
      IsQueryable: true,
    },
  };
}

function fieldRows(org: Org, { name: object }: ObjectDefinition, tooling: boolean): readonly StoredRow[] {
  return org.catalog
    .fieldsOf(object)
    .filter(({ name }) => tooling || visibleField(org, object, name) !== undefined)
    .map((field) => {
      const id = `${object}.${field.name}`;
      const values = {
        Id: id,
        DurableId: id,
        QualifiedApiName: field.name,
        DeveloperName: field.name.replace(/__c$/, ''),
        Label: field.label,
        DataType: field.type,
        Length: field.length,
        IsCalculated: field.calculated,
        IsNillable: field.nillable,
        EntityDefinitionId: object,
      };
      return { id, values };
    });
}
