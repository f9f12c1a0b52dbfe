import * as z from 'zod';
import { formulaOf } from './calculated-values.ts';
import { setCurrencies, setDatedRates } from './currencies.ts';
import { CustomFieldMetadata } from './custom-field-metadata.ts';
import { defineCustomField, removeCustomField } from './custom-fields.ts';
import { requireType } from './describe-routes.ts';
import { defineEdit, type Edit, type EditAnswer } from './edit.ts';
import { MAX_TRACKED } from './field-history.ts';
import { setFieldAccess } from './field-security.ts';
import { FormulaError } from './formula-parser.ts';
import type { Org } from './org.ts';
import { addRecordType } from './record-types.ts';
import { badRequest } from './salesforce-errors.ts';

const verb = z.string();
const text = z.string();
const FieldSchema = z.strictObject({ verb, object: text, field: text });
const DONE: EditAnswer = { ids: [] };

const RuleSchema = z.strictObject({
  verb,
  object: text,
  name: text,
  formula: text,
  message: text,
  field: text.optional(),
});
const DuplicateSchema = z.strictObject({
  verb,
  object: text,
  name: text,
  matchOn: z.array(text).min(1),
  allowSave: z.boolean().default(true),
  message: text.default('Use one of these records?'),
});
const RateSchema = z.strictObject({
  isoCode: text,
  rate: z.number().positive(),
  decimalPlaces: z.int().optional(),
});
const DatedSchema = z.strictObject({ isoCode: text, startDate: z.iso.date(), rate: z.number().positive() });

/** What an administrator sets up in the org. */
export const ADMIN_EDITS: readonly Edit[] = [
  defineEdit(
    'set-field-access',
    FieldSchema.extend({ access: z.enum(['hidden', 'read', 'edit']) }),
    (org, { object, field, access }) => {
      setFieldAccess(org, object, field, access);
      return DONE;
    },
  ),
  defineEdit(
    'set-object-access',
    z.strictObject({ verb, object: text, hidden: z.boolean() }),
    setObjectAccess,
  ),
  defineEdit('drop-field', FieldSchema, dropField),
  defineEdit('define-field', FieldSchema.extend({ metadata: CustomFieldMetadata }), defineField),
  defineEdit('add-validation-rule', RuleSchema, addValidationRule),
  defineEdit('add-duplicate-rule', DuplicateSchema, (org, { verb: _, ...rule }) => {
    const object = requireType(org, rule.object).name;
    org.rules.duplicates.set(rule.name, { ...rule, object });
    return DONE;
  }),
  defineEdit('remove-rule', z.strictObject({ verb, name: text }), (org, { name }) => {
    const isKnown = org.rules.validation.delete(name) || org.rules.duplicates.delete(name);
    if (!isKnown) throw badRequest('INVALID_EDIT', `there is no rule named ${name}`);
    return DONE;
  }),
  defineEdit(
    'lock',
    z.strictObject({
      verb,
      id: text,
      calls: z.int().positive().optional(),
      wrapped: z.boolean().default(false),
    }),
    (org, { id, calls, wrapped }) => {
      org.rules.locks.set(id, { callsLeft: calls, wrapped });
      return { ids: [id] };
    },
  ),
  defineEdit('unlock', z.strictObject({ verb, id: text }), (org, { id }) => {
    org.rules.locks.delete(id);
    return { ids: [id] };
  }),
  defineEdit(
    'track-history',
    z.strictObject({ verb, object: text, fields: z.array(text).max(MAX_TRACKED).nullable() }),
    trackHistory,
  ),
  defineEdit(
    'add-record-type',
    z.strictObject({
      verb,
      object: text,
      name: text,
      developerName: text,
      active: z.boolean().default(true),
      choices: z.record(text, z.array(text)).default({}),
    }),
    (org, { verb: _, ...type }) => ({ ids: [addRecordType(org, type)] }),
  ),
  defineEdit(
    'set-currencies',
    z.strictObject({ verb, rates: z.array(RateSchema).min(1) }),
    (org, { rates }) => {
      setCurrencies(org, rates);
      return DONE;
    },
  ),
  defineEdit('set-dated-rates', z.strictObject({ verb, rates: z.array(DatedSchema) }), (org, { rates }) => {
    setDatedRates(org, rates);
    return DONE;
  }),
];

function setObjectAccess(org: Org, { object, hidden }: { object: string; hidden: boolean }): EditAnswer {
  const known = org.catalog.findObject(object);
  if (known === undefined) throw badRequest('INVALID_EDIT', `there is no object ${object}`);
  if (hidden) org.rules.hiddenObjects.add(known.name);
  else org.rules.hiddenObjects.delete(known.name);
  return DONE;
}

function dropField(org: Org, { object, field }: z.infer<typeof FieldSchema>): EditAnswer {
  if (!removeCustomField(org, `${object}.${field}`))
    throw badRequest('INVALID_EDIT', `${object} has no custom field ${field}`);
  return DONE;
}

/** Adds a field that everybody sees, or gives one another type. */
function defineField(
  org: Org,
  { object, field, metadata }: z.infer<typeof FieldSchema> & { metadata: CustomFieldMetadata },
): EditAnswer {
  const isNew = org.catalog.findField(object, field) === undefined;
  const outcome = defineCustomField(org, `${object}.${field}`, metadata);
  if (!outcome.ok) throw badRequest(outcome.refusal.code, outcome.refusal.message);
  const defined = org.catalog.findField(object, field);
  if (isNew && defined !== undefined) org.catalog.setField(object, { ...defined, needsGrant: false });
  return DONE;
}

function addValidationRule(org: Org, { verb: _, ...rule }: z.infer<typeof RuleSchema>): EditAnswer {
  const object = requireType(org, rule.object).name;
  try {
    formulaOf(org, object, rule.formula);
  } catch (error) {
    if (error instanceof FormulaError) throw badRequest('FIELD_INTEGRITY_EXCEPTION', error.message);
    throw error;
  }
  org.rules.validation.set(rule.name, { ...rule, object });
  return DONE;
}

function trackHistory(org: Org, { object, fields }: { object: string; fields: string[] | null }): EditAnswer {
  if (fields === null) org.rules.tracked.delete(object);
  else org.rules.tracked.set(object, new Set(fields));
  return DONE;
}
