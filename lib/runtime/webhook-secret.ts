import * as z from 'zod/mini';
import { AppError } from '../domain/app-error.ts';
import type { Clock } from './clock.ts';
import { readSecret } from './secrets.ts';

/** How long a secret is used without looking, and how soon a forged request may have it read again. */
const LIFE_MS = 300_000;
const FRESH_MS = 60_000;

const SecretSchema = z.object({ clientSecret: z.string().check(z.minLength(1)) });

/** The client secret that webhooks are signed with, read rarely. Throws `crm-auth` where it cannot be had. */
export function createWebhookSecret(
  name: string,
  clock: Clock,
): (options: { readonly isFresh: boolean }) => Promise<string> {
  let held: { readonly secret: string; readonly atMs: number } | undefined;
  return async ({ isFresh }) => {
    const ageMs = held === undefined ? Number.POSITIVE_INFINITY : clock.nowMs() - held.atMs;
    if (held !== undefined && ageMs < (isFresh ? FRESH_MS : LIFE_MS)) return held.secret;
    const parsed = SecretSchema.safeParse(await readSecret(name));
    if (!parsed.success) throw new AppError('crm-auth', `the secret ${name} holds no clientSecret`);
    held = { secret: parsed.data.clientSecret, atMs: clock.nowMs() };
    return held.secret;
  };
}
