import type { Org } from './org.ts';
import type { DuplicateRule } from './org-rules.ts';
import type { Refusal } from './salesforce-errors.ts';
import type { FieldValue, StoredRow } from './value-types.ts';

/** From this version on the key is spelt right. Recorded misspelt at 54.0 and 56.0; both spellings are met in the field. */
const RIGHT_SPELLING_FROM = 60;

/** The duplicate rule a record runs into; undefined when none, or when the caller may and wants to save all the same. */
export function findDuplicateByRule(
  org: Org,
  object: string,
  before: StoredRow | undefined,
  written: Readonly<Record<string, FieldValue>>,
  after: StoredRow,
): Refusal | undefined {
  for (const rule of org.rules.duplicates.values()) {
    if (rule.object !== object || !rule.matchOn.some((name) => name in written)) continue;
    if (rule.allowSave && org.caller.allowSave) continue;
    const matches = matchesOf(org, rule, before?.id, after);
    if (matches.length > 0) return drawRefusal(org, rule, matches);
  }
  return undefined;
}

function matchesOf(
  org: Org,
  rule: DuplicateRule,
  ownId: string | undefined,
  { values }: StoredRow,
): readonly StoredRow[] {
  const [first = '', ...others] = rule.matchOn;
  return org.store
    .table(rule.object)
    .holding(first, values[first] ?? null)
    .filter((row) => row.id !== ownId && row.values['IsDeleted'] !== true)
    .filter((row) => others.every((name) => isSame(row.values[name], values[name])));
}

const isSame = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  String(a ?? '').toLowerCase() === String(b ?? '').toLowerCase();

function drawRefusal(org: Org, rule: DuplicateRule, matches: readonly StoredRow[]): Refusal {
  const { version } = org.caller;
  const key = Number(version) >= RIGHT_SPELLING_FROM ? 'duplicateResult' : 'duplicateResut';
  const result = {
    allowSave: rule.allowSave,
    duplicateRule: rule.name,
    duplicateRuleEntityType: rule.object,
    errorMessage: rule.message,
    matchResults: [
      {
        entityType: rule.object,
        errors: [],
        matchEngine: 'FuzzyMatchEngine',
        matchRecords: matches.map(({ id }) => ({
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: {
            attributes: {
              type: rule.object,
              url: `/services/data/v${version}/sobjects/${rule.object}/${id}`,
            },
            Id: id,
          },
        })),
        rule: `Standard_${rule.object}_Match_Rule_v1_1`,
        size: matches.length,
        success: true,
      },
    ],
  };
  return { code: 'DUPLICATES_DETECTED', message: rule.message, beside: { [key]: result } };
}
