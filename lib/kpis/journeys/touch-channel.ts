import { matchChannel } from '../../domain/channel-rules.ts';
import type { Channel } from '../../domain/config-channels.ts';
import type { TouchSource } from '../../domain/entities.ts';
import type { Credit } from '../../domain/ledger.ts';
import type { TouchKind } from '../../domain/touch-kinds.ts';
import type { Touch } from '../attribution/touch.ts';
import type { JourneyTouch } from './journey.ts';

/**
 * Kinds that are shown but credited only where a channel rule names them: a call that sales made acquires nobody, and
 * a page or a form says what was looked at, not what brought the person.
 */
const BY_RULE_ONLY: ReadonlySet<TouchKind> = new Set(['page', 'form', 'email', 'call', 'meeting']);

/** A touch with its channel and the place of the rule that gave it, e.g. `seminar.when[0]`; null where none did. */
export function withChannel(touch: Touch, channels: readonly Channel[]): JourneyTouch {
  const match = matchChannel(touch.source, channels);
  if (match.channel === null) return { ...touch, channel: null, rule: null };
  return { ...touch, channel: match.channel, rule: `${match.channel}.when[${match.rule.index}]` };
}

/** A touch that a model may credit, with whom it leads to. */
export interface CreditableTouch extends JourneyTouch {
  readonly credit: Credit;
}

/** Who a touch leads to: a channel, or nobody with the reason. */
export function creditOf({ source }: Touch, channels: readonly Channel[]): Credit {
  const match = matchChannel(source, channels);
  if (match.channel === null) return { channel: null, subChannel: null, reason: match.reason };
  return { channel: match.channel, subChannel: match.subChannel };
}

/** Touches that say something; where none does, all witnessed ones, so that the reason `no-source` can be given. */
export function creditable(
  touches: readonly JourneyTouch[],
  channels: readonly Channel[],
): readonly CreditableTouch[] {
  const witnessed = touches.filter(({ kind, channel }) => channel !== null || !BY_RULE_ONLY.has(kind));
  const telling = witnessed.filter(({ source }) => !isBlank(source));
  const counted = telling.length > 0 ? telling : witnessed;
  return counted.map((touch) => ({ ...touch, credit: creditOf(touch, channels) }));
}

function isBlank(source: TouchSource): boolean {
  return Object.values(source).every((value) => value === null);
}
