import { Hono } from 'hono';
import * as z from 'zod';
import { ADMIN_EDITS } from './admin-edits.ts';
import type { Edit, EditAnswer } from './edit.ts';
import { LIFE_CYCLE_EDITS } from './life-cycle-edits.ts';
import type { Org } from './org.ts';
import { SettingsChangeSchema } from './org-settings.ts';
import { RECORD_EDITS } from './record-edits.ts';
import { badRequest, SalesforceError, toErrorBody } from './salesforce-errors.ts';

const EDITS: readonly Edit[] = [...RECORD_EDITS, ...LIFE_CYCLE_EDITS, ...ADMIN_EDITS];
const VerbSchema = z.looseObject({ verb: z.string() });

/** Does what a person does in the org, beside all APIs. Throws a `SalesforceError` for what the org refuses. */
export function editOrg(org: Org, body: unknown): EditAnswer {
  const parsed = VerbSchema.safeParse(body);
  const edit = parsed.success ? EDITS.find(({ verb }) => verb === parsed.data.verb) : undefined;
  if (edit === undefined) {
    const verbs = EDITS.map(({ verb }) => verb).join(', ');
    throw badRequest('INVALID_EDIT', `an edit has one of these verbs: ${verbs}`);
  }
  return edit.apply({ ...org, caller: { ...org.caller, api: 'ui' } }, body);
}

/** Routes under `/_simulator` that only this simulator has: what people do, and how the org behaves. */
export function orgControlRoutes(org: Org): Hono {
  const app = new Hono();
  app.post('/edits', async (c) => {
    try {
      return c.json(editOrg(org, await c.req.json()));
    } catch (error) {
      if (error instanceof SalesforceError) return c.json({ errors: toErrorBody(error.refusals) }, 400);
      throw error;
    }
  });
  app.get('/settings', (c) => c.json(org.settings.now));
  app.post('/settings', async (c) => {
    const change = SettingsChangeSchema.safeParse(await c.req.json());
    if (!change.success) return c.json({ error: z.prettifyError(change.error) }, 400);
    org.settings.change(change.data);
    return c.json(org.settings.now);
  });
  return app;
}
