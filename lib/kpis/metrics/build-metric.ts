import Big from 'big.js';
import { divide, type Figure } from '../figure.ts';
import { wilsonInterval } from '../methods/wilson-interval.ts';
import type { EdgeCode } from './edge-codes.ts';
import type { Measured, Metric, Text } from './metric.ts';
import { anchorsOf, inputsOf, type Quantity } from './quantity.ts';
import type { RowFacts } from './row-facts.ts';

/** What a family says of one metric beside the quantities it is made of. */
export interface MetricSpec {
  readonly id: string;
  readonly number: number | null;
  readonly field?: string;
  readonly name: Text;
  readonly source: string;
  readonly formula?: Text;
  readonly edges?: readonly EdgeCode[];
  readonly inputs?: readonly string[];
}

/** A metric that is one quantity by itself: rows add up. */
export function sumMetric(spec: MetricSpec & { readonly formula: Text }, of: Quantity): Metric {
  return {
    ...spec,
    unit: of.unit,
    grain: 'row',
    anchor: of.anchor,
    inputs: spec.inputs ?? of.inputs,
    edges: spec.edges ?? [],
    rollUp: 'sum',
    parts: [of],
    measure: (facts) => ({ figure: of.of(facts) }),
  };
}

/** A ratio of two quantities, each summed before it is divided. */
export function ratioMetric(
  spec: MetricSpec & { readonly unit: Metric['unit'] },
  { numerator, denominator }: { readonly numerator: Quantity; readonly denominator: Quantity },
): Metric {
  return {
    ...spec,
    formula: spec.formula ?? quotient(numerator, denominator),
    grain: 'row',
    anchor: anchorsOf([numerator, denominator]),
    inputs: spec.inputs ?? inputsOf([numerator, denominator]),
    edges: spec.edges ?? ['Z'],
    rollUp: 'ratio',
    parts: [numerator, denominator],
    measure: (facts) => ({ figure: dividedBy(facts, numerator, denominator) }),
  };
}

/** A share of counts with its Wilson 95 % interval; the numerator is part of the denominator. */
export function shareMetric(
  spec: MetricSpec,
  quantities: { readonly numerator: Quantity; readonly denominator: Quantity },
): Metric {
  const { numerator, denominator } = quantities;
  return {
    ...ratioMetric({ edges: ['Z', 'E', 'M', 'n'], ...spec, unit: 'share' }, quantities),
    measure: (facts) => shareOf(numerator.of(facts), denominator.of(facts), denominator.none(facts)),
  };
}

/** Anything else: the family computes it, and says what it counts. */
export function ownMetric(
  spec: MetricSpec & { readonly formula: Text; readonly unit: Metric['unit'] },
  of: {
    readonly parts: readonly Quantity[];
    readonly measure: (facts: RowFacts) => Measured;
    readonly grain?: Metric['grain'];
    readonly rollUp?: Metric['rollUp'];
    readonly anchor?: Text;
  },
): Metric {
  return {
    ...spec,
    grain: of.grain ?? 'row',
    anchor: of.anchor ?? anchorsOf(of.parts),
    inputs: spec.inputs ?? inputsOf(of.parts),
    edges: spec.edges ?? ['Z'],
    rollUp: of.rollUp ?? 'none',
    parts: of.parts,
    measure: of.measure,
  };
}

/** A ratio of two quantities of a row. What nobody mapped is said before anything else that is missing. */
export function dividedBy(facts: RowFacts, numerator: Quantity, denominator: Quantity): Figure {
  return quotientOf(numerator.of(facts), denominator.of(facts), denominator.none(facts));
}

function quotientOf(numerator: Figure, denominator: Figure, none: string): Figure {
  return denominator.reason === 'not-mapped' ? denominator : divide(numerator, denominator, none);
}

function shareOf(numerator: Figure, denominator: Figure, none: string): Measured {
  const figure = quotientOf(numerator, denominator, none);
  if (figure.value === null || numerator.value === null || denominator.value === null) return { figure };
  const n = denominator.value.toNumber();
  const interval = wilsonInterval(numerator.value.toNumber(), n);
  if (interval === null) return { figure, n };
  return { figure, low: new Big(interval.low), high: new Big(interval.high), n };
}

function quotient(numerator: Quantity, denominator: Quantity): Text {
  return {
    en: `${numerator.noun.en} ÷ ${denominator.noun.en}`,
    ja: `${numerator.noun.ja} ÷ ${denominator.noun.ja}`,
  };
}
