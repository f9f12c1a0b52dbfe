import { formulaOf } from './calculated-values.ts';
import type { CustomFieldMetadata } from './custom-field-metadata.ts';
import type { FieldDefinition, Summary } from './field-definition.ts';
import { FormulaError } from './formula-parser.ts';
import type { Org } from './org.ts';

/** What makes a custom field a formula or a roll-up; nothing for a field that people fill in. */
export function computedTraits(metadata: CustomFieldMetadata): Partial<FieldDefinition> {
  const summary = summaryOf(metadata);
  if (metadata.formula === undefined && summary === undefined) return {};
  const { formula } = metadata;
  return {
    calculated: true,
    createable: false,
    updateable: false,
    ...(formula === undefined ? {} : { formula }),
    ...(summary === undefined ? {} : { summary }),
  };
}

/** `Opportunity.AccountId` and `Opportunity.Amount` → the roll-up they describe. */
function summaryOf(metadata: CustomFieldMetadata): Summary | undefined {
  const { summaryForeignKey, summarizedField, summaryOperation } = metadata;
  if (summaryForeignKey === undefined || summaryOperation === undefined) return undefined;
  const [object = '', parentField = ''] = summaryForeignKey.split('.');
  return { object, parentField, field: summarizedField?.split('.')[1], operation: summaryOperation };
}

/** Why Salesforce would not save the formula or roll-up; undefined when it would. */
export function computedProblem(org: Org, object: string, metadata: CustomFieldMetadata): string | undefined {
  const summary = summaryOf(metadata);
  if (metadata.type === 'Summary' && summary === undefined)
    return "Must specify 'summaryForeignKey' and 'summaryOperation' for a CustomField of type Summary";
  if (summary !== undefined && org.catalog.findField(summary.object, summary.parentField) === undefined)
    return `Could not resolve ${metadata.summaryForeignKey}`;
  if (metadata.formula === undefined) return undefined;
  try {
    formulaOf(org, object, metadata.formula);
    return undefined;
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
}
