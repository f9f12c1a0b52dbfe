import { type Catalogue, catalogue, type Lang } from '../i18n/catalogue.ts';
import { moneyRange, moneyShort } from '../i18n/money-short.ts';
import type { StudioData, StudioQuery } from './studio-data.ts';

/** What every section is given: the data, the reader's language and its words. */
export interface StudioView {
  readonly data: StudioData;
  readonly query: StudioQuery;
  readonly lang: Lang;
  readonly words: Catalogue;
  /** An amount in few digits. */
  readonly short: (amount: string) => string;
  /** The ends of a CAC interval, of which the upper one may be missing; null without any. */
  readonly range: (ends: {
    readonly cacLow: string | null;
    readonly cacHigh: string | null;
  }) => string | null;
}

/** Binds the data to the language of the reader. */
export function studioView(data: StudioData, query: StudioQuery): StudioView {
  const { lang } = query;
  const { currency } = data.table;
  const words = catalogue(lang);
  const short = (amount: string): string => moneyShort(amount, currency, lang);
  return {
    data,
    query,
    lang,
    words,
    short,
    range: ({ cacLow, cacHigh }) => {
      if (cacLow === null) return null;
      if (cacHigh === null) return words.messages.atLeast(short(cacLow));
      return moneyRange({ low: cacLow, high: cacHigh }, currency, lang);
    },
  };
}
