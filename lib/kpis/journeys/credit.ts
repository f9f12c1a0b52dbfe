import { matchChannel } from '../../domain/channel-rules.ts';
import type { Channel } from '../../domain/config-channels.ts';
import { type Credit, MODELS, type Model } from '../../domain/ledger.ts';
import { pickTouch } from '../attribution/registry.ts';
import type { Milestones, Touch } from '../attribution/touch.ts';

/** Credit under every model, and whether a model had to take a touch that came after its milestone. */
export function creditsFor(
  touches: readonly Touch[],
  milestones: Milestones,
  channels: readonly Channel[],
): { readonly credit: Readonly<Record<Model, Credit>>; readonly isNegativeLag: boolean } {
  const picked = MODELS.map((model) => ({ model, pick: pickTouch(model, touches, milestones) }));
  const credits = new Map(picked.map(({ model, pick }) => [model, toCredit(pick?.touch, channels)]));
  const of = (model: Model): Credit => credits.get(model) ?? NO_SOURCE_CREDIT;
  return {
    credit: {
      first: of('first'),
      'lead-creation': of('lead-creation'),
      'opportunity-creation': of('opportunity-creation'),
    },
    isNegativeLag: picked.some(({ pick }) => pick?.isNegativeLag === true),
  };
}

/** The same reason under every model: nobody is linked to the deal. */
export const NO_CONTACT: Readonly<Record<Model, Credit>> = {
  first: { channel: null, subChannel: null, reason: 'no-contact' },
  'lead-creation': { channel: null, subChannel: null, reason: 'no-contact' },
  'opportunity-creation': { channel: null, subChannel: null, reason: 'no-contact' },
};

const NO_SOURCE_CREDIT: Credit = { channel: null, subChannel: null, reason: 'no-source' };

function toCredit(touch: Touch | undefined, channels: readonly Channel[]): Credit {
  if (touch === undefined) return NO_SOURCE_CREDIT;
  const match = matchChannel(touch.source, channels);
  if (match.channel === null) return { channel: null, subChannel: null, reason: match.reason };
  return { channel: match.channel, subChannel: match.subChannel };
}
