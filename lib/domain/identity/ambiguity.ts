import { compareText } from '../compare-text.ts';
import type { DataIssue } from '../ledger.ts';

/** One issue for each of the records that may or may not be one; `relation` leads from it to the others. */
export function ambiguity(refs: readonly string[], relation: string): readonly DataIssue[] {
  const candidates = [...new Set(refs)].sort();
  return candidates.map((ref) => ({
    code: 'ambiguous-identity',
    ref,
    detail: `${relation} ${candidates.filter((other) => other !== ref).join(', ')}`,
    candidates,
  }));
}

/** Issues in one order, whatever order they were found in. */
export function inIssueOrder(issues: readonly DataIssue[]): readonly DataIssue[] {
  return issues.toSorted((a, b) => compareText(a.ref, b.ref) || compareText(a.detail, b.detail));
}
