import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Shape } from './shape.ts';

export const LANGS = ['ja', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** Every word that people read, in one language. A key that one language lacks is a compile error. */
export type Catalogue = Shape<typeof en>;

const CATALOGUES: Readonly<Record<Lang, Catalogue>> = { ja, en };

/** The words of one language. */
export function catalogue(lang: Lang): Catalogue {
  return CATALOGUES[lang];
}
