import type { Context } from 'hono';
import type { VendorReply } from './vendor-router.ts';

/** Bytes of the URI, and of URI and headers together. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const MAX_BYTES = 16_384;
const LINE_BYTES = ': \r\n'.length;

/** What is answered to a call that is too long; undefined to one that is not. */
export function refuseLength(c: Context): VendorReply | undefined {
  const { pathname, search } = new URL(c.req.url);
  const uriBytes = Buffer.byteLength(pathname + search);
  if (uriBytes > MAX_BYTES) return tooLong(414, 'URI Too Long');
  let bytes = uriBytes;
  for (const [name, value] of c.req.raw.headers) bytes += Buffer.byteLength(name + value) + LINE_BYTES;
  return bytes > MAX_BYTES ? tooLong(431, 'Request Header Fields Too Large') : undefined;
}

const tooLong = (status: number, title: string): VendorReply => ({
  status,
  text: { type: 'text/html', content: `<html><head><title>Error ${status} ${title}</title></head></html>` },
});
