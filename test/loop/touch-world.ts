import type { Config } from '../../lib/domain/config.ts';
import { buildJourneys } from '../../lib/kpis/journeys/build-journeys.ts';
import { loadEntities } from '../../lib/pipeline/load-entities.ts';
import { aConfig } from '../support/builders.ts';
import type { CrmWorld } from './crm-world.ts';

/** Day on which the records of these worlds were made. */
export const CREATED = '2026-02-02T01:00:00.000Z';

/** Channels that ask for each kind of touch. */
export const TOUCH_CONFIG: Config = aConfig({
  channels: [
    channel('event', { campaignType: 'Trade show' }),
    channel('telemarketing', { activity: ['call-outbound', 'meeting'] }),
    channel('inbound', { activity: ['call-inbound', 'email-inbound'] }),
    channel('white_paper', { form: 'White paper' }),
    channel('pricing', { landingPage: '/pricing' }),
    channel('organic', { analyticsSource: 'ORGANIC_SEARCH' }),
    channel('seminar', { leadSource: 'Webinar' }),
  ],
});

type Shown = readonly [at: string, kind: string, channel: string | null, rule: string | null];

/** Every touch of the one person, as the journey shows it. */
export async function touchesOf(world: CrmWorld): Promise<readonly Shown[]> {
  await world.sync();
  const { entities, history } = await loadEntities(world.context);
  const { people } = buildJourneys(entities, TOUCH_CONFIG, history);
  return people.flatMap(({ touches }) =>
    touches.map(({ at, kind, channel: of, rule }): Shown => [at, kind, of, rule]),
  );
}

function channel(id: string, when: Readonly<Record<string, unknown>>) {
  return { id, name: { ja: id, en: id }, when };
}
