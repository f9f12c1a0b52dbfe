/** An element of an XML text; attributes other than `xsi:type` are dropped, and so are name prefixes. */
export interface XmlElement {
  readonly name: string;
  readonly type?: string | undefined;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  readonly type?: string | undefined;
  text: string;
  readonly children: XmlElement[];
}

const TOKEN = /<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<(\/?)([\w:.-]+)([^>]*?)(\/?)>|([^<]+)/gs;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the XML that SOAP clients send; undefined when it has no root or does not close. */
export function readXml(xml: string): XmlElement | undefined {
  const root: OpenElement = { name: '', text: '', children: [] };
  const open = [root];
  for (const [, cdata, closing, name, attributes = '', selfClosing, text] of xml.matchAll(TOKEN)) {
    const current = open.at(-1);
    if (current === undefined) return undefined;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += unescapeXml(text);
    else if (name !== undefined && closing === '/') open.pop();
    else if (name !== undefined) {
      const element = { name: localName(name), type: typeIn(attributes), text: '', children: [] };
      current.children.push(element);
      if (selfClosing !== '/') open.push(element);
    }
  }
  return open.length === 1 ? root.children[0] : undefined;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
const typeIn = (attributes: string): string | undefined => /xsi:type="(?:\w+:)?(\w+)"/.exec(attributes)?.[1];

function unescapeXml(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (whole, hash: string | undefined, name: string) => {
    if (hash === undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number.parseInt(name, hash === '#x' ? 16 : 10));
  });
}

export const childrenNamed = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  childrenNamed(element, name)[0];

/** Text of a child; undefined when it is absent or empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  const text = childNamed(element, name)?.text.trim();
  return text === '' ? undefined : text;
}

/** Value of an element to write: text, or elements by name; a list repeats its element; undefined is left out. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

/** Writes elements in the order of the object. A name starting with `@` is an attribute. */
export function writeXml(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (isXmlList(value)) return value.map((item) => writeXml(name, item)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const entries = Object.entries(value);
  const attributes = entries.filter(([key]) => key.startsWith('@'));
  const inner = entries.filter(([key]) => !key.startsWith('@'));
  const head = attributes.map(([key, text]) => ` ${key.slice(1)}="${escapeXml(String(text))}"`).join('');
  return `<${name}${head}>${inner.map(([key, child]) => writeXml(key, child)).join('')}</${name}>`;
}

const isXmlList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
