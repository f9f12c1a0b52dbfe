import type { FieldDefinition } from './field-definition.ts';
import type { ObjectDefinition } from './object-definition.ts';

/** Objects and fields an org has, whether or not a user may see them. Names are found without regard to case. */
export class ObjectCatalog {
  readonly #objects = new Map<string, ObjectDefinition>();
  readonly #fields = new Map<string, Map<string, FieldDefinition>>();

  constructor(objects: readonly ObjectDefinition[]) {
    for (const object of objects) this.addObject(object);
  }

  addObject(object: ObjectDefinition): void {
    const key = object.name.toLowerCase();
    this.#objects.set(key, object);
    this.#fields.set(key, new Map(object.fields.map((field) => [field.name.toLowerCase(), field])));
  }

  /** Adds the field or puts it in the place of the one with its name. */
  setField(object: string, field: FieldDefinition): void {
    this.#fields.get(object.toLowerCase())?.set(field.name.toLowerCase(), field);
  }

  removeField(object: string, field: string): void {
    this.#fields.get(object.toLowerCase())?.delete(field.toLowerCase());
  }

  objects(): readonly ObjectDefinition[] {
    return [...this.#objects.values()];
  }

  findObject(name: string): ObjectDefinition | undefined {
    return this.#objects.get(name.toLowerCase());
  }

  fieldsOf(object: string): readonly FieldDefinition[] {
    return [...(this.#fields.get(object.toLowerCase())?.values() ?? [])];
  }

  findField(object: string, field: string): FieldDefinition | undefined {
    return this.#fields.get(object.toLowerCase())?.get(field.toLowerCase());
  }

  /** The object whose ids begin like this one. */
  objectOfId(id: string): ObjectDefinition | undefined {
    return this.objects().find((object) => id.startsWith(object.keyPrefix));
  }

  /** Lists that hang on records of `parent`: which object, by which of its fields. */
  childrenOf(
    parent: string,
  ): readonly { readonly object: ObjectDefinition; readonly field: FieldDefinition }[] {
    return this.objects().flatMap((object) =>
      this.fieldsOf(object.name)
        .filter((field) => field.referenceTo.includes(parent))
        .map((field) => ({ object, field })),
    );
  }
}
