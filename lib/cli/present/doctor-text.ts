import { ERROR_CODES } from '../../domain/error-codes.ts';
import { catalogue } from '../../i18n/catalogue.ts';
import { detailText } from '../../i18n/detail-text.ts';
import { LOOP_WORDS } from '../../i18n/loop.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import type { HealthCheck } from '../../pipeline/check-health.ts';

/** One line a check; under it, what to do where something is wrong. */
export function doctorText(checks: readonly HealthCheck[], { lang }: { readonly lang: 'ja' | 'en' }): string {
  const marks = LOOP_WORDS[lang].checks;
  return checks
    .flatMap(({ check, status, detail, code, fix }) => {
      const rl = code === undefined ? '' : `   ${ERROR_CODES[code].rl}`;
      const name = check.replace(/^(?:salesforce|hubspot)\b/, (crm) => wordOf(catalogue(lang).crms, crm));
      const line = `${marks[status]} ${name}${detail === undefined ? '' : `  ${detailText(detail, lang)}`}${rl}`;
      const remedy = fix ?? (code === undefined ? undefined : ERROR_CODES[code].fix[lang]);
      return status === 'ok' || remedy === undefined ? [line] : [line, `    ${remedy}`];
    })
    .join('\n');
}
