import { isPublicDomain } from './public-domains.ts';

/**
 * Domain of a company as it is compared: without scheme, `www.`, port, path and closing dot, in lower case.
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
  return domain === undefined || !/^[^\s@.]+(\.[^\s@.]+)+$/.test(domain) || isPublicDomain(domain)
    ? null
    : domain;
}
