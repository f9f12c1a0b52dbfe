import { expect, it } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';

/** What the emulator rejects; docs/how-to/run-on-a-local-cloud.md lists the same. */
const LEFT_OUT: readonly string[] = ['AWS::Events::Archive'];
/** It has no partner event sources either: bus, rule and what they may do carry this word. */
const PARTNER = /partner/i;

const TemplateSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

it('leaves out the types and the partner bus that the emulator rejects, and nothing else', () => {
  const cloud = TemplateSchema.parse(synthesize().toJSON());

  const local = TemplateSchema.parse(synthesize({ local: 'true' }).toJSON());

  const kept = Object.entries(cloud.Resources).filter(
    ([id, { Type }]) => !LEFT_OUT.includes(Type) && !PARTNER.test(id),
  );
  expect(kept.length).toBeLessThan(Object.keys(cloud.Resources).length);
  expect(withoutPartner(local)).toEqual(withoutPartner({ ...cloud, Resources: Object.fromEntries(kept) }));
});

/** The same template without the entries of lists that speak of the partner bus: statements of a policy. */
function withoutPartner(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((entry) => !PARTNER.test(JSON.stringify(entry))).map(withoutPartner);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutPartner(entry)]));
}
