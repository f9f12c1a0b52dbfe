import type { FieldDefinition, Summary } from './field-definition.ts';
import { FORMULA_FUNCTIONS } from './formula-functions.ts';
import { type Formula, FormulaError, parseFormula } from './formula-parser.ts';
import type { Org } from './org.ts';
import type { FieldValue, StoredRow } from './value-types.ts';
import { roundHalfUp } from './write-values.ts';

type Evaluate = (org: Org, row: StoredRow, before?: StoredRow) => FieldValue;

const compiled = new WeakMap<Org['catalog'], Map<string, Evaluate>>();

/** Value of a field of a row: as stored, or as its formula or roll-up gives it now, without any stamp moving. */
export function readValue(org: Org, object: string, field: FieldDefinition, row: StoredRow): FieldValue {
  if (field.formula !== undefined) {
    const value = formulaOf(org, object, field.formula)(org, row);
    return typeof value === 'number' ? roundHalfUp(value, field.scale) : value;
  }
  if (field.summary !== undefined) return summarise(org, field.summary, row.id);
  return row.values[field.name] ?? (field.type === 'boolean' ? false : null);
}

/** A formula over one object, ready to run. Throws a `FormulaError` for one that cannot be saved. */
export function formulaOf(org: Org, object: string, text: string): Evaluate {
  const known = compiled.get(org.catalog) ?? new Map<string, Evaluate>();
  compiled.set(org.catalog, known);
  const key = `${object}\n${text}`;
  const evaluate = known.get(key) ?? compile(org, object, parseFormula(text));
  known.set(key, evaluate);
  return evaluate;
}

/** Functions that compare a record with what it was before the write. */
const ON_CHANGE = ['ISCHANGED', 'PRIORVALUE', 'ISNEW'];

function compile(org: Org, object: string, formula: Formula): Evaluate {
  if (formula.kind === 'literal') return () => formula.value;
  if (formula.kind === 'field') return compilePath(org, object, formula.path);
  const args = formula.args.map((argument) => compile(org, object, argument));
  if (ON_CHANGE.includes(formula.name)) return compileOnChange(formula.name, args);
  const run = FORMULA_FUNCTIONS[formula.name];
  if (run === undefined) throw new FormulaError(`Unknown function ${formula.name}. Check spelling.`);
  return (now, row, before) =>
    run(
      args.map((argument) => argument(now, row, before)),
      todayOf(now),
    );
}

function compileOnChange(name: string, [value]: readonly Evaluate[]): Evaluate {
  if (name === 'ISNEW') return (_org, _row, before) => before === undefined;
  return (org, row, before) => {
    const [is, was] = [row, before].map((state) =>
      state === undefined ? null : (value?.(org, state) ?? null),
    );
    if (name === 'PRIORVALUE') return was ?? null;
    return before !== undefined && is !== was;
  };
}

function compilePath(org: Org, object: string, path: readonly string[]): Evaluate {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    const field = org.catalog.findField(object, head);
    if (field === undefined) throw new FormulaError(`Field ${head} does not exist. Check spelling.`);
    return (now, row) => readValue(now, object, field, row);
  }
  const wanted = head.toLowerCase();
  const reference = org.catalog
    .fieldsOf(object)
    .find((field) => field.relationshipName?.toLowerCase() === wanted);
  const parent = reference?.referenceTo[0];
  if (reference === undefined || parent === undefined)
    throw new FormulaError(`Field ${path.join('.')} does not exist. Check spelling.`);
  const inner = compilePath(org, parent, rest);
  return (now, row) => {
    const id = row.values[reference.name];
    const found = typeof id === 'string' ? now.store.table(parent).find(id) : undefined;
    return found === undefined || found.values['IsDeleted'] === true ? null : inner(now, found);
  };
}

function todayOf(org: Org): string {
  return new Date(org.clock.nowMs()).toISOString().slice(0, 10);
}

/** A roll-up over the children that are not deleted. */
function summarise(org: Org, { object, parentField, field, operation }: Summary, id: string): FieldValue {
  const rows = org.store
    .table(object)
    .holding(parentField, id)
    .filter(({ values }) => values['IsDeleted'] !== true);
  if (operation === 'count') return rows.length;
  const values = rows.map((row) => row.values[field ?? '']).filter((value) => typeof value === 'number');
  if (operation === 'sum') return values.reduce((sum, value) => sum + value, 0);
  if (values.length === 0) return null;
  return values.reduce((a, b) => (operation === 'min' ? Math.min(a, b) : Math.max(a, b)));
}
