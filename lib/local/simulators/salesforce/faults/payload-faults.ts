import * as z from 'zod';
import type { FaultSwitch } from '../../faults.ts';
import type { VendorReply } from '../vendor-router.ts';

const NESTING = 100_000;
const RecordsSchema = z.looseObject({ records: z.array(z.record(z.string(), z.unknown())).min(1) });
type Records = z.infer<typeof RecordsSchema>;

/** Odd but complete answers: the first record of a page is changed in its text, so that no parser smooths it first. */
const ODD_TEXTS: Readonly<Record<string, (text: string) => string>> = {
  'duplicate-keys': (text) => beforeFirstRecord(text, '"Id":"000000000000000AAA"'),
  'deep-nesting': (text) => beforeFirstRecord(text, `"Deep__c":${'['.repeat(NESTING)}${']'.repeat(NESTING)}`),
  'huge-number': (text) => beforeFirstRecord(text, '"Huge__c":1e400'),
  'lone-surrogate': (text) => beforeFirstRecord(text, '"Torn__c":"\\ud800"'),
};

/** Fields come and go without notice. */
const ODD_RECORDS: Readonly<Record<string, (body: Records) => Records>> = {
  'field-added': (body) => ({
    ...body,
    records: body.records.map((record) => ({ ...record, Surprise__c: { kind: 'NEW_KIND' } })),
  }),
  'field-missing': (body) => ({ ...body, records: body.records.map(withoutOneField) }),
  /** The page ends at the boundary of a record: it parses, and only its counts tell. */
  'truncated-at-row': (body) => ({ ...body, records: body.records.slice(0, -1) }),
};

export const PAYLOAD_FAULTS: readonly string[] = [...Object.keys(ODD_TEXTS), ...Object.keys(ODD_RECORDS)];

/** Changes the records of an answer when such a fault is armed; an answer without records leaves it armed. */
export function changePayload(
  reply: VendorReply,
  faults: FaultSwitch,
  object: string | undefined,
): VendorReply {
  const body = RecordsSchema.safeParse(reply.body);
  if (!body.success || reply.status !== 200) return reply;
  const fault = faults.take(PAYLOAD_FAULTS, object) ?? '';
  const change = ODD_RECORDS[fault];
  if (change !== undefined) return { ...reply, body: change(body.data) };
  const write = ODD_TEXTS[fault];
  if (write === undefined) return reply;
  const { body: _body, ...rest } = reply;
  return {
    ...rest,
    text: { type: 'application/json;charset=UTF-8', content: write(JSON.stringify(body.data)) },
  };
}

const beforeFirstRecord = (text: string, member: string): string =>
  text.replace('"records":[{', () => `"records":[{${member},`);

function withoutOneField(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const dropped = Object.keys(record).find((name) => name !== 'attributes' && name !== 'Id');
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== dropped));
}
