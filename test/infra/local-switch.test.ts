import { expect, it } from 'vitest';
import * as z from 'zod';
import { synthesize } from './synthesize.ts';

/** What the emulator rejects; docs/how-to/run-on-a-local-cloud.md lists the same. */
const LEFT_OUT: readonly string[] = ['AWS::Events::Archive'];

const TemplateSchema = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
});

it('leaves out the types that the emulator rejects, and nothing else', () => {
  const cloud = TemplateSchema.parse(synthesize().toJSON());

  const local = TemplateSchema.parse(synthesize({ local: 'true' }).toJSON());

  const kept = Object.entries(cloud.Resources).filter(([, { Type }]) => !LEFT_OUT.includes(Type));
  expect(kept.length).toBe(Object.keys(cloud.Resources).length - LEFT_OUT.length);
  expect(local).toEqual({ ...cloud, Resources: Object.fromEntries(kept) });
});
