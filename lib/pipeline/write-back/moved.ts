import type { FieldDefinition } from '../../crm/fields.ts';
import type { FieldValue } from '../../domain/entities.ts';

/** Customers keep the CAC they were won at. */
const WRITTEN_ONCE: ReadonlySet<string> = new Set(['Acquisition_CAC']);

/**
 * Whether a field is worth a write: blank and not blank differ; numbers differ by more than `onlyIfDelta` of the old
 * one; anything else differs as text. A field that is written once stays as it is.
 */
export function isMoved(
  { type, stem }: Pick<FieldDefinition, 'type' | 'stem'>,
  values: { readonly old: FieldValue; readonly next: FieldValue; readonly onlyIfDelta: number },
): boolean {
  const old = blankToNull(values.old);
  const next = blankToNull(values.next);
  if (old === null || next === null) return old !== next && !(WRITTEN_ONCE.has(stem) && old !== null);
  if (WRITTEN_ONCE.has(stem)) return false;
  if (type.kind === 'currency' || type.kind === 'number' || type.kind === 'percent') {
    const [before, after] = [Number(old), Number(next)];
    return before !== after && Math.abs(after - before) > values.onlyIfDelta * Math.abs(before);
  }
  return String(old) !== String(next);
}

/** Whether a CRM's value is the one that was planned: 300000 and "300000.0" are. */
export function isSameValue(a: FieldValue, b: FieldValue): boolean {
  const [left, right] = [blankToNull(a), blankToNull(b)];
  if (left === null || right === null) return left === right;
  if (String(left) === String(right)) return true;
  return isNumeric(left) && isNumeric(right) && Number(left) === Number(right);
}

function blankToNull(value: FieldValue): FieldValue {
  return value === '' ? null : value;
}

function isNumeric(value: FieldValue): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
  );
}
