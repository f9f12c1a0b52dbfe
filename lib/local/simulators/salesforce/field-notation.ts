import { defineField, type FieldDefinition } from './field-definition.ts';
import type { FieldType } from './value-types.ts';

const TYPES: readonly FieldType[] = [
  'id',
  'reference',
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'email',
  'phone',
  'url',
  'boolean',
  'int',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'address',
];

type Traits = Partial<FieldDefinition>;

const WORDS: Readonly<Record<string, Traits>> = {
  required: { nillable: false },
  default: { nillable: false, defaultedOnCreate: true },
  readonly: { createable: false, updateable: false },
  createonly: { updateable: false },
  calculated: { calculated: true, createable: false, updateable: false },
  restricted: { restrictedPicklist: true },
  unique: { unique: true },
};

/**
 * Reads one line of the standard-object tables: `Name type words…`, where type is `string`, `string(80)` or
 * `reference(Account)`, and a `reference` may end in `< Children`, the name of the list on its parent.
 */
export function readField(line: string): FieldDefinition {
  const [declared = '', children] = line.split(' < ');
  const [name = '', shape = '', ...words] = declared.split(' ');
  const [, typeName = '', argument] = /^(\w+)(?:\((.*)\))?$/.exec(shape) ?? [];
  const type = TYPES.find((known) => known === typeName);
  if (type === undefined) throw new Error(`unknown field type in "${line}"`);
  const traits: Traits = Object.assign({}, ...words.map((word) => traitsOf(word, line)));
  return defineField(name, type, {
    ...shapeTraits(name, type, argument),
    ...traits,
    ...childTraits(children),
  });
}

function traitsOf(word: string, line: string): Traits {
  const traits = WORDS[word];
  if (traits === undefined) throw new Error(`unknown word "${word}" in "${line}"`);
  return traits;
}

function shapeTraits(name: string, type: FieldType, argument: string | undefined): Traits {
  if (type === 'reference') {
    return { referenceTo: argument?.split(',') ?? [], relationshipName: name.replace(/Id$/, '') };
  }
  if (type === 'address') {
    return { compoundPrefix: name.replace(/Address$/, ''), createable: false, updateable: false };
  }
  return argument === undefined ? {} : { length: Number(argument) };
}

const childTraits = (name: string | undefined): Traits =>
  name === undefined ? {} : { childRelationshipName: name };
