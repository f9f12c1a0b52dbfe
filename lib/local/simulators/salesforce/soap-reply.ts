import { writeXml, type XmlValue } from './soap-xml.ts';
import type { VendorReply } from './vendor-router.ts';

/** Namespace of the Metadata API. */
export const SOAP_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Namespace of the Partner API. */
export const PARTNER_NAMESPACE = 'urn:partner.soap.sforce.com';

/** Answer of a SOAP operation. */
export function soapReply(operation: string, result: XmlValue, namespace = SOAP_NAMESPACE): VendorReply {
  return {
    status: 200,
    text: {
      type: 'text/xml;charset=UTF-8',
      content: envelope(writeXml(`${operation}Response`, result), namespace),
    },
  };
}

/** Refusal of a whole SOAP call. */
export function soapFault(code: string, message: string, namespace = SOAP_NAMESPACE): VendorReply {
  const body = writeXml('soapenv:Fault', { faultcode: `sf:${code}`, faultstring: `${code}: ${message}` });
  return { status: 500, text: { type: 'text/xml;charset=UTF-8', content: envelope(body, namespace) } };
}

function envelope(body: string, namespace: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="${namespace}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}

export const expiredSoapSession = (namespace = SOAP_NAMESPACE): VendorReply =>
  soapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session', namespace);
