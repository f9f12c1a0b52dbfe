import { Hono } from 'hono';
import * as z from 'zod';
import { EditError } from './edit-error.ts';
import { VendorError } from './hubspot-errors.ts';
import type { Portal } from './portal.ts';
import { applyEdit, EditsSchema } from './portal-edits.ts';
import { SettingsChangeSchema } from './portal-settings.ts';
import type { RateLimits } from './rate-limits.ts';

/** The control paths that only this simulator has: `/settings` and `/edits`. */
export function hubspotControlRoutes(portal: Portal, limits: RateLimits): Hono {
  const app = new Hono();
  app.get('/settings', (c) => c.json(portal.settings.current()));
  app.patch('/settings', async (c) => {
    const body = SettingsChangeSchema.safeParse(await c.req.json());
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    const { limits: change, ...settings } = body.data;
    if (change !== undefined) limits.change(change);
    portal.settings.change(settings);
    return c.json(portal.settings.current());
  });
  app.post('/edits', async (c) => {
    const body = EditsSchema.safeParse(await c.req.json());
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    try {
      return c.json({ results: body.data.edits.map((edit) => ({ ids: applyEdit(portal, edit) })) });
    } catch (error) {
      if (error instanceof VendorError || error instanceof EditError)
        return c.json({ error: error.message }, 400);
      throw error;
    }
  });
  return app;
}
