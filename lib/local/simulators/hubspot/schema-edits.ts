import * as z from 'zod';
import { EditError } from './edit-error.ts';
import type { Portal } from './portal.ts';
import { tableOf } from './portal.ts';
import { SENSITIVITIES } from './property-definition.ts';

const NamedSchema = z.strictObject({ object: z.string(), property: z.string() });

/** What an admin does to the fields of an object while a sync runs. */
export const PropertyEditSchema = z.discriminatedUnion('kind', [
  NamedSchema.extend({ kind: z.literal('removeProperty') }),
  NamedSchema.extend({ kind: z.literal('retypeProperty'), type: z.string(), fieldType: z.string() }),
  NamedSchema.extend({ kind: z.literal('hideProperty'), isHidden: z.boolean() }),
  NamedSchema.extend({ kind: z.literal('markSensitive'), sensitivity: z.enum(SENSITIVITIES) }),
]);

/** Throws where the object or the property does not exist. */
export function changeSchema(portal: Portal, edit: z.infer<typeof PropertyEditSchema>): void {
  const { catalog } = tableOf(portal, edit.object);
  const current = catalog.getLive(edit.property);
  if (current === undefined) throw new EditError(`${edit.object} has no property ${edit.property}`);
  const updatedAt = new Date(portal.clock.nowMs()).toISOString();
  switch (edit.kind) {
    case 'removeProperty':
      catalog.remove(edit.property);
      return;
    case 'retypeProperty':
      catalog.set({ ...current, type: edit.type, fieldType: edit.fieldType, updatedAt });
      return;
    case 'hideProperty':
      catalog.set({ ...current, hidden: edit.isHidden, updatedAt });
      return;
    case 'markSensitive':
      catalog.set({ ...current, dataSensitivity: edit.sensitivity, updatedAt });
      return;
  }
}
