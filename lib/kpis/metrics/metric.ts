import type Big from 'big.js';
import type { FactCount, FactKey } from '../fact-cell.ts';
import type { Figure } from '../figure.ts';
import type { EdgeCode } from './edge-codes.ts';
import type { RowFacts } from './row-facts.ts';

export interface Text {
  readonly en: string;
  readonly ja: string;
}

/** `share` is 0–1, `ratio` any quotient of two amounts. */
export type MetricUnit = 'money' | 'count' | 'ratio' | 'share' | 'months' | 'days' | 'word';

/** What a metric comes to on one row of a table; money is in minor units, nothing is rounded. */
export interface Measured {
  readonly figure: Figure;
  /** Metrics whose unit is `word`: the figure is unknown, and its reason says why the word is what it is. */
  readonly word?: string;
  /** 95 % interval; null where nothing bounds it. */
  readonly low?: Big | null;
  readonly high?: Big | null;
  /** How many observations it rests on. */
  readonly n?: number;
}

/** What a part of a metric counts: which facts are added up, so that an explanation can list the rows behind them. */
export interface MetricPart {
  /** Its node in an explanation. */
  readonly label: string;
  /** In formulas. */
  readonly noun: Text;
  readonly counts: readonly FactCount[];
  /** Which of the row's facts it counts, where not all of them. */
  readonly only?: (of: Pick<FactKey, 'channel' | 'costScope'>) => boolean;
  readonly of: (facts: RowFacts) => Figure;
  readonly unit: 'money' | 'count' | 'days';
}

/** One KPI: what it is called, how it is computed, and the computation. */
export interface Metric {
  /** Kebab-case; what `--metrics` and `explain` take. */
  readonly id: string;
  /** Its place in section B of the KPI methods; null for what stands beside one there. */
  readonly number: number | null;
  /** Its key in a row of `kpi show --json`, where it has one. */
  readonly field?: string;
  readonly name: Text;
  readonly formula: Text;
  readonly unit: MetricUnit;
  /** `company`: one value for the whole company, whatever the row. */
  readonly grain: 'row' | 'company';
  /** The date that puts a fact into a period. */
  readonly anchor: Text;
  /** What must be in the store or the config. */
  readonly inputs: readonly string[];
  readonly edges: readonly EdgeCode[];
  readonly source: string;
  /** `sum`: rows and "unattributed" add up to "blended"; `ratio`: its parts do; `none`: neither. */
  readonly rollUp: 'sum' | 'ratio' | 'none';
  /** Numerator, then denominator; a sum has one part. */
  readonly parts: readonly MetricPart[];
  readonly measure: (facts: RowFacts) => Measured;
}
