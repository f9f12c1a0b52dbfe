import { catalogue, type Lang } from './catalogue.ts';
import { metricText, partText } from './metric-text.ts';
import { valueText } from './number-text.ts';
import { wordOf } from './reason-text.ts';

/** Words of an explanation's nodes that are no metric. */
const LABELS: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  en: { channel: 'Channel', period: 'Period', model: 'Model', record: 'Record' },
  ja: { channel: 'チャネル', period: '期間', model: 'モデル', record: 'レコード' },
};

/** What a node of an explanation is called: its metric's name, a word of ours, else the label itself. */
export function explainLabel(label: string, lang: Lang): string {
  return metricText(label, lang)?.name ?? partText(label, lang) ?? LABELS[lang][label] ?? label;
}

/** A node's value as people read it: a model, a verdict and a row of totals have words of ours. */
export function explainValue(label: string, value: string, lang: Lang): string {
  const { models, verdicts, blended, unattributed } = catalogue(lang);
  switch (label) {
    case 'model':
      return wordOf(models, value);
    case 'verdict':
      return wordOf(verdicts, value);
    case 'channel':
      return wordOf({ blended, unattributed }, value);
    default:
      return valueText(value);
  }
}

/** Whether a node's label is an id rather than a word. */
export function isRawLabel(label: string, lang: Lang): boolean {
  return explainLabel(label, lang) === label;
}
