import { isPublicDomain } from './public-domains.ts';

/**
 * Domain of a company as it is compared: without scheme, `www.`, port, path and closing dot, in lower case,
 * and in the letters of DNS: one CRM keeps `日本.jp` where another keeps `xn--wgv71a.jp`.
 * Null where it is none, or one of a mail service or of a site that hosts many companies.
 */
export function companyDomain(text: string | null): string | null {
  const domain = text
    ?.normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  if (domain === undefined || !/^[^\s@.]+(\.[^\s@.]+)+$/.test(domain)) return null;
  const ascii = isAscii(domain) ? domain : (URL.parse(`http://${domain}`)?.hostname ?? domain);
  return isPublicDomain(ascii) ? null : ascii;
}

/** Nearly every domain is: it needs no parsing. */
function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}
