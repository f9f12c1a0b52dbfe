import { childNamed, childText, type XmlElement } from './soap-xml.ts';

/** The operation of a SOAP envelope, with its arguments as children. */
export const callIn = (envelope: XmlElement | undefined): XmlElement | undefined =>
  childNamed(envelope, 'Body')?.children[0];

/** The session a SOAP envelope brings along. */
export const sessionOf = (envelope: XmlElement | undefined): string | undefined =>
  childText(childNamed(childNamed(envelope, 'Header'), 'SessionHeader'), 'sessionId');

/** Name the client gives itself in a SOAP envelope. */
export const clientOf = (envelope: XmlElement | undefined): string | undefined =>
  childText(childNamed(childNamed(envelope, 'Header'), 'CallOptions'), 'client');
