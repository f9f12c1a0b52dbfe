import type { ExportTable } from '../export-folder.ts';
import type { ObjectName } from './object-names.ts';
import {
  customProperty,
  type PropertyDefinition,
  type PropertyDraft,
  type Sensitivity,
  vendorProperty,
} from './property-definition.ts';
import { inferType } from './property-inference.ts';
import { BOOLEAN_OPTIONS, mainGroup, standardProperties, toOptions } from './standard-properties.ts';
import { RECORD_COLUMNS } from './stored-record.ts';

interface PropertyGroup {
  readonly name: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly archived: boolean;
}

/** Properties that HubSpot computes from tracking, conversions and stages. */
const COMPUTED =
  /^(hs_analytics_|hs_(v2_)?(date_entered|date_exited|time_in)|hs_latest_source|num_|(first|recent)_conversion|hs_calculated)/;
const WRITABLE_ANALYTICS = 'hs_analytics_source';
const CUSTOM_GROUP = 'imported';

/** The properties and property groups of one object. */
export class PropertyCatalog {
  readonly #definitions = new Map<string, PropertyDefinition>();
  readonly #groups = new Map<string, PropertyGroup>();

  constructor(object: ObjectName, table: ExportTable | undefined, nowMs: number) {
    this.setGroup({ name: mainGroup(object), label: `${object.singular} information` });
    this.setGroup({ name: CUSTOM_GROUP, label: 'Imported' });
    for (const definition of standardProperties(object)) this.set(withObserved(definition, table));
    for (const column of table?.columns ?? []) {
      if (this.#definitions.has(column) || RECORD_COLUMNS.includes(column) || column === '') continue;
      this.set(fromColumn(column, table, mainGroup(object), nowMs));
    }
  }

  /** Sensitive properties are listed only where they are asked for. */
  list(isArchived: boolean, sensitivity: Sensitivity = 'non_sensitive'): readonly PropertyDefinition[] {
    return [...this.#definitions.values()].filter(
      ({ archived, dataSensitivity }) => archived === isArchived && dataSensitivity === sensitivity,
    );
  }

  /** Live properties only; sensitive ones are for tokens with scopes of their own, which no token here has. */
  get(name: string): PropertyDefinition | undefined {
    const found = this.getLive(name);
    return found?.dataSensitivity === 'non_sensitive' ? found : undefined;
  }

  /** Of any sensitivity. */
  getLive(name: string): PropertyDefinition | undefined {
    const found = this.#definitions.get(name);
    return found?.archived === false ? found : undefined;
  }

  getArchived(name: string): PropertyDefinition | undefined {
    const found = this.#definitions.get(name);
    return found?.archived === true ? found : undefined;
  }

  set(definition: PropertyDefinition): void {
    this.#definitions.set(definition.name, definition);
  }

  /** As if it had never been. */
  remove(name: string): void {
    this.#definitions.delete(name);
  }

  groups(): readonly PropertyGroup[] {
    return [...this.#groups.values()];
  }

  group(name: string): PropertyGroup | undefined {
    return this.#groups.get(name);
  }

  setGroup(draft: {
    readonly name: string;
    readonly label: string;
    readonly displayOrder?: number | undefined;
  }): PropertyGroup {
    const { name, label, displayOrder = -1 } = draft;
    const group = { name, label, displayOrder, archived: false };
    this.#groups.set(name, group);
    return group;
  }

  removeGroup(name: string): void {
    this.#groups.delete(name);
  }
}

/** Adds the values of the export to the options: portals edit theirs. */
function withObserved(definition: PropertyDefinition, table: ExportTable | undefined): PropertyDefinition {
  if (definition.type !== 'enumeration' || definition.externalOptions || !table) return definition;
  const known = definition.options.map(({ value }) => value);
  const values = new Set(known);
  for (const row of table.rows) {
    const value = row[definition.name];
    if (value !== null && value !== undefined) values.add(value);
  }
  return { ...definition, options: toOptions([...values]) };
}

function fromColumn(
  column: string,
  table: ExportTable | undefined,
  group: string,
  nowMs: number,
): PropertyDefinition {
  const inferred = inferType(column, table?.rows ?? []);
  const isVendors = column.startsWith('hs_') || COMPUTED.test(column);
  const draft: PropertyDraft = {
    name: column,
    label: column,
    ...inferred,
    groupName: isVendors ? group : CUSTOM_GROUP,
    options: inferred.type === 'bool' ? BOOLEAN_OPTIONS : [],
  };
  if (!isVendors) return customProperty(draft, nowMs);
  const isComputed = COMPUTED.test(column) && column !== WRITABLE_ANALYTICS;
  return vendorProperty(draft, { isReadOnly: isComputed, isCalculated: isComputed });
}
