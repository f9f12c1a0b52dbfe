/** By number where ids are numbers, as the vendor's are; else by text, after all numbers. */
export function compareRecords(
  a: { readonly id: string; readonly idNumber: number },
  b: { readonly id: string; readonly idNumber: number },
): number {
  if (Number.isNaN(a.idNumber) || Number.isNaN(b.idNumber)) {
    if (Number.isNaN(a.idNumber) !== Number.isNaN(b.idNumber)) return Number.isNaN(a.idNumber) ? 1 : -1;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  }
  return a.idNumber - b.idNumber;
}
