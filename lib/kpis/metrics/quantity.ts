import { dealsSystem } from '../../domain/config.ts';
import type { FactCount } from '../fact-cell.ts';
import { type Figure, known, unknown } from '../figure.ts';
import type { MetricPart, Text } from './metric.ts';
import type { RowFacts } from './row-facts.ts';

/** Something that is counted or added up, by itself or as a part of a ratio. */
export interface Quantity extends MetricPart {
  readonly anchor: Text;
  readonly inputs: readonly string[];
  /** Reason of a ratio by 0 of it. */
  readonly none: (facts: RowFacts) => string;
}

/** Several quantities as one, e.g. won and lost as closed. */
export function together(
  label: string,
  noun: Text,
  of: readonly [Quantity, ...Quantity[]],
  none: string,
): Quantity {
  const [first] = of;
  return {
    ...first,
    label,
    noun,
    counts: of.flatMap(({ counts }) => counts),
    none: () => none,
    of: (facts) => of.slice(1).reduce((sum, quantity) => plus(sum, quantity.of(facts)), first.of(facts)),
  };
}

/** Anchors of quantities, each once. */
export function anchorsOf(quantities: readonly Quantity[]): Text {
  const join = (lang: keyof Text, gap: string) =>
    [...new Set(quantities.map(({ anchor }) => anchor[lang]))].join(gap);
  return { en: join('en', '; '), ja: join('ja', '、') };
}

/** Inputs of quantities, each once. */
export function inputsOf(quantities: readonly Quantity[]): readonly string[] {
  return [...new Set(quantities.flatMap(({ inputs }) => inputs))];
}

/** Whether a stage is mapped: without that its counts are null. */
export function hasMql({ scope }: RowFacts): boolean {
  return scope.input.available.mql;
}

export function hasSql({ scope }: RowFacts): boolean {
  return scope.input.available.sql;
}

export function hasValid({ scope }: RowFacts): boolean {
  const { config } = scope.input;
  return config.crm[dealsSystem(config)]?.stages.valid !== undefined;
}

export function hasTargets({ scope }: RowFacts): boolean {
  return scope.input.config.targets.accounts !== undefined;
}

function plus(a: Figure, b: Figure): Figure {
  if (a.value === null) return a;
  return b.value === null ? b : known(a.value.plus(b.value));
}

export function mapped(quantity: Quantity, isMapped: (facts: RowFacts) => boolean): Quantity {
  return { ...quantity, of: (facts) => (isMapped(facts) ? quantity.of(facts) : unknown('not-mapped')) };
}

export function count(
  label: string,
  fact: FactCount,
  noun: Text,
  anchor: Text,
  inputs: readonly string[],
  none: string,
): Quantity {
  const of = ({ sum }: RowFacts): Figure => known(sum[fact]);
  return { label, counts: [fact], unit: 'count', noun, anchor, inputs, none: () => none, of };
}

export function reached(fact: FactCount, noun: Text, none: string): Quantity {
  const day = { en: 'lead creation', ja: 'リード作成日' };
  return count(fact, fact, noun, day, ['Lead.CreatedDate', 'contact createdate', 'stage history'], none);
}

export function activity(fact: 'sessions' | 'conversions', noun: Text, none: string): Quantity {
  const day = { en: 'day of the activity file', ja: 'アクティビティの日付' };
  const quantity = count(fact, fact, noun, day, ['activity/*.csv'], none);
  return { ...quantity, of: (facts) => orNotGiven(facts, fact) };
}

/** No file is not zero: where the period has no activity at all, nobody measured it. */
function orNotGiven({ sum, scope, group }: RowFacts, fact: 'sessions' | 'conversions'): Figure {
  const isNamed = group.kind !== 'row' || scope.input.by === 'channel';
  if (sum[fact] === 0 && (!isNamed || scope.groups.blended.cells.every((cell) => cell[fact] === 0)))
    return unknown('no-activity');
  return known(sum[fact]);
}

export function money(of: {
  readonly label: string;
  readonly count: FactCount;
  readonly noun: Text;
  readonly anchor: Text;
  readonly inputs: readonly string[];
  readonly records: FactCount;
  readonly withAmount: FactCount;
  readonly none: string;
}): Quantity {
  return {
    label: of.label,
    counts: [of.count],
    unit: 'money',
    noun: of.noun,
    anchor: of.anchor,
    inputs: of.inputs,
    none: () => of.none,
    of: ({ sum }) =>
      sum[of.records] > 0 && sum[of.withAmount] === 0 ? unknown(of.none) : known(sum[of.count]),
  };
}
