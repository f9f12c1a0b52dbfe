import { writeXml, type XmlValue } from './soap-xml.ts';
import type { VendorReply } from './vendor-router.ts';

/** Namespace of the Metadata API. */
export const SOAP_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** Answer of a SOAP operation. */
export function soapReply(operation: string, result: XmlValue): VendorReply {
  return {
    status: 200,
    text: { type: 'text/xml;charset=UTF-8', content: envelope(writeXml(`${operation}Response`, result)) },
  };
}

/** Refusal of a whole SOAP call. */
export function soapFault(code: string, message: string): VendorReply {
  const body = writeXml('soapenv:Fault', { faultcode: `sf:${code}`, faultstring: `${code}: ${message}` });
  return { status: 500, text: { type: 'text/xml;charset=UTF-8', content: envelope(body) } };
}

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="${SOAP_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="${SOAP_NAMESPACE}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}

export const expiredSoapSession = (): VendorReply =>
  soapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
