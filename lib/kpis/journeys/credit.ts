import { CREDIT_MODELS, type Credit, type CreditModel } from '../../domain/ledger.ts';
import { pickTouch } from '../attribution/registry.ts';
import type { Milestones } from '../attribution/touch.ts';
import type { CreditableTouch } from './touch-channel.ts';

/** Credit under every model, and whether a model had to take a touch that came after its milestone. */
export function creditsFor(
  touches: readonly CreditableTouch[],
  milestones: Milestones,
): { readonly credit: Readonly<Record<CreditModel, Credit>>; readonly isNegativeLag: boolean } {
  const picked = CREDIT_MODELS.map((model) => ({ model, pick: pickTouch(model, touches, milestones) }));
  const credits = new Map(
    picked.map(({ model, pick }) => [
      model,
      touches.find((touch) => touch === pick?.touch)?.credit ?? NO_SOURCE_CREDIT,
    ]),
  );
  const of = (model: CreditModel): Credit => credits.get(model) ?? NO_SOURCE_CREDIT;
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
export const NO_CONTACT: Readonly<Record<CreditModel, Credit>> = {
  first: { channel: null, subChannel: null, reason: 'no-contact' },
  'lead-creation': { channel: null, subChannel: null, reason: 'no-contact' },
  'opportunity-creation': { channel: null, subChannel: null, reason: 'no-contact' },
};

const NO_SOURCE_CREDIT: Credit = { channel: null, subChannel: null, reason: 'no-source' };
