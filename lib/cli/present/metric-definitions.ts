import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { EDGE_CODES } from '../../kpis/metrics/edge-codes.ts';
import type { Metric } from '../../kpis/metrics/metric.ts';

/** What a metric is, without its computation, for `kpi metrics --json`. */
export function definitionOf({ parts: _parts, measure: _measure, ...definition }: Metric) {
  return definition;
}

/** What metrics are: one by all that is known of it, several by name and formula. */
export function definitionsText(metrics: readonly Metric[], lang: Lang): string {
  const [only] = metrics;
  if (only !== undefined && metrics.length === 1) return cardOf(only, lang);
  return metrics.map(({ id, name, formula }) => `${id}: ${name[lang]} = ${formula[lang]}`).join('\n');
}

function cardOf(metric: Metric, lang: Lang): string {
  const { definition, units } = catalogue(lang);
  const gap = lang === 'ja' ? '、' : ', ';
  const unit = units[metric.unit];
  const lines: readonly (readonly [string, string])[] = [
    [definition.formula, metric.formula[lang]],
    [definition.unit, metric.grain === 'company' ? `${unit} (${definition.company})` : unit],
    [definition.anchor, metric.anchor[lang]],
    [definition.inputs, metric.inputs.join(gap)],
    ...metric.edges.map((code) => [definition.edges, EDGE_CODES[code][lang]] as const),
    [definition.source, metric.source],
  ];
  return [`${metric.id}: ${metric.name[lang]}`, ...lines.map(([label, text]) => `  ${label}: ${text}`)].join(
    '\n',
  );
}
