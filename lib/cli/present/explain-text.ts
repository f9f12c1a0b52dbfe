import type { Lang } from '../../i18n/catalogue.ts';
import { explainLabel, explainValue } from '../../i18n/explain-label.ts';
import { metricText } from '../../i18n/metric-text.ts';
import { reasonText } from '../../i18n/reason-text.ts';
import type { Explanation } from '../../kpis/explanation.ts';

/** A tree of how a number came about: each value, its formula, and under it what it was computed from. */
export function explainText(node: Explanation, { lang }: { readonly lang: Lang }): string {
  return [nodeText(node, lang), ...childLines(node.inputs, '', lang)].join('\n');
}

function childLines(nodes: readonly Explanation[], indent: string, lang: Lang): readonly string[] {
  return nodes.flatMap((node, at) => {
    const isLast = at === nodes.length - 1;
    return [
      `${indent}${isLast ? '└' : '├'} ${nodeText(node, lang)}`,
      ...childLines(node.inputs, `${indent}${isLast ? ' ' : '│'} `, lang),
    ];
  });
}

function nodeText(node: Explanation, lang: Lang): string {
  const metric = metricText(node.label, lang);
  const reason = node.valueReason === undefined ? '-' : `- (${reasonText(node.valueReason, lang)})`;
  const formula = metric?.formula ?? node.formula;
  return [
    `${explainLabel(node.label, lang)}: ${node.value === null ? reason : explainValue(node.label, node.value, lang)}`,
    ...(node.formula === undefined || formula === undefined ? [] : [`= ${formula}`]),
  ].join('  ');
}
