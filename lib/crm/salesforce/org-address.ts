/** Hosts that Salesforce serves orgs from. https://help.salesforce.com/s/articleView?id=sf.domain_name_url_formats.htm */
const ORG_HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:salesforce\.com|force\.com|salesforce\.mil|sfcrmproducts\.cn)$/;
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
/** What URL parsers read in several ways, or drop. */
const UNPLAIN = /[\s\\@%\p{Cc}]/u;

/**
 * Whether a token may be sent to `address`, which an answer named: the configured host itself, any loopback host where
 * the configured one is on loopback, else an https host of Salesforce without port, user or path.
 */
export function isOrgAddress(address: string, configured: string): boolean {
  const url = UNPLAIN.test(address) ? null : URL.parse(address);
  const known = URL.parse(configured);
  if (url === null || known === null || url.username !== '' || url.password !== '') return false;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return false;
  if (url.origin === known.origin) return true;
  if (LOOPBACK.includes(known.hostname)) return url.protocol === 'http:' && LOOPBACK.includes(url.hostname);
  return url.protocol === 'https:' && url.port === '' && ORG_HOST.test(url.hostname);
}
