import { writeXml, type XmlValue } from './soap-xml.ts';

/** Namespace of Bulk API 1.0. */
const NAMESPACE = 'http://www.force.com/2009/06/asyncapi/dataload';

type Elements = { readonly [name: string]: XmlValue };

const document = (name: string, elements: Elements): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${writeXml(name, { '@xmlns': NAMESPACE, ...elements })}`;

export const jobXml = (info: Elements): string => document('jobInfo', info);

export const batchXml = (info: Elements, inList: boolean): string =>
  inList ? document('batchInfoList', { batchInfo: info }) : document('batchInfo', info);

export const resultListXml = (id: string): string => document('result-list', { result: id });
