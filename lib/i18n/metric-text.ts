import type { Metric } from '../kpis/metrics/metric.ts';
import { METRICS, metricOf } from '../kpis/metrics/registry.ts';
import type { Lang } from './catalogue.ts';

/** A metric's name, formula and the date it counts by, in words. */
export interface MetricText {
  /** Its key in a row of `kpi show --json` where it has one, else its id. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly anchor: string;
  readonly source: string;
}

/** Every metric, in the registry's order. */
export function metricTexts(lang: Lang): readonly MetricText[] {
  return METRICS.map((metric) => textOf(metric, lang));
}

/** The text of one metric, by its id or key; undefined where the word names none (a record, a spend row). */
export function metricText(word: string, lang: Lang): MetricText | undefined {
  const metric = metricOf(word);
  return metric === undefined ? undefined : textOf(metric, lang);
}

/** What a part of a metric counts, where it is no metric itself; undefined where the word names none. */
export function partText(label: string, lang: Lang): string | undefined {
  return PART_NOUNS.get(label)?.[lang];
}

const PART_NOUNS = new Map(METRICS.flatMap(({ parts }) => parts.map(({ label, noun }) => [label, noun])));

function textOf({ id, field, name, formula, anchor, source }: Metric, lang: Lang): MetricText {
  return { key: field ?? id, id, name: name[lang], formula: formula[lang], anchor: anchor[lang], source };
}
