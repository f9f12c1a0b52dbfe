import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, LANGS } from '../../lib/i18n/catalogue.ts';
import { reasonText } from '../../lib/i18n/reason-text.ts';

const KPIS = join(import.meta.dirname, '../../lib/kpis');

/** Texts of a catalogue by path; functions count by their own name. */
function textsOf(node: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String(node('7', '8', '9'))]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

/** Reasons that the KPI sources name, as `unknown('…')`, `notGiven('…')` and the like. */
function reasonsInSources(): readonly string[] {
  const sources = readdirSync(KPIS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && (!file.includes('/') || file.startsWith('metrics/')))
    .map((file) => readFileSync(join(KPIS, file), 'utf8'))
    .join('\n');
  const named = sources.matchAll(/(?:unknown|notGiven)\('([a-z-]+)'\)|[rR]eason: '([a-z-]+)'/g);
  return [...new Set([...named].map(([, called, given]) => called ?? given ?? ''))];
}

describe('catalogue', () => {
  it.each(LANGS)('leaves no text of %s empty', (lang) => {
    const empty = textsOf(catalogue(lang)).filter(([, text]) => text.trim() === '');

    expect(empty).toEqual([]);
  });

  it('has the same keys in both languages', () => {
    const [ja, en] = LANGS.map((lang) => textsOf(catalogue(lang)).map(([path]) => path));

    expect(ja).toEqual(en);
  });

  it('keeps figures that a sentence is given', () => {
    const takesSeven = (lang: 'ja' | 'en') =>
      textsOf(catalogue(lang)).flatMap(([path, text]) => (text.includes('7') ? [path] : []));

    expect(takesSeven('ja')).toEqual(takesSeven('en'));
  });

  it.each(LANGS)('has words of %s for every reason that the KPIs give', (lang) => {
    const raw = reasonsInSources().filter((reason) => reasonText(reason, lang) === reason);

    expect(reasonsInSources().length).toBeGreaterThan(10);
    expect(raw).toEqual([]);
  });
});
