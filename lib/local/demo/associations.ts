import type { Row } from './csv.ts';

/** One line of `hubspot/associations.csv`. */
export function association(
  from: { readonly type: string; readonly id: string },
  to: { readonly type: string; readonly id: string },
  typeId: string,
): Row {
  return { fromType: from.type, fromId: from.id, toType: to.type, toId: to.id, typeId };
}
