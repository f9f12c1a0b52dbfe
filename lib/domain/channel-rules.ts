import type { Channel, ChannelCondition } from './config-channels.ts';
import type { TouchSource } from './entities.ts';
import { foldWord } from './fold-word.ts';

/** The channel a source belongs to, with the rule that said so; or why there is none. */
export type ChannelMatch =
  | {
      readonly channel: string;
      /** The landing page, where the source names one. */
      readonly subChannel: string | null;
      /** The condition that matched, and its position in the channel's `when`. */
      readonly rule: { readonly index: number; readonly condition: ChannelCondition };
    }
  | { readonly channel: null; readonly reason: 'no-source' | 'no-rule' };

/** Attributes by the strength of their evidence (definitions.md, channel): UTM, form, source, campaign or activity. */
const TIERS: readonly (readonly (keyof TouchSource)[])[] = [
  ['utmSource', 'utmMedium', 'utmCampaign'],
  ['form', 'landingPage'],
  ['leadSource', 'analyticsSource'],
  ['campaign', 'campaignType', 'activity'],
];
const ATTRIBUTES = TIERS.flat();

/** HubSpot's word for a record somebody typed or imported: it says nothing. */
const NO_VISIT = 'offline';

interface Rule {
  readonly channel: string;
  readonly index: number;
  readonly condition: ChannelCondition;
  readonly needs: readonly { readonly attribute: keyof TouchSource; readonly words: readonly Word[] }[];
}

interface Word {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** Rules are sorted once per list of channels, not once per record. */
const sortedRules = new WeakMap<readonly Channel[], readonly Rule[]>();

/**
 * Finds the channel of a source. Conditions are tried by the strongest attribute they use, then in the config's order;
 * the first whose words all fit wins.
 * Empty    'no-source' where every attribute is blank, 'no-rule' where no condition fits
 */
export function matchChannel(source: TouchSource, channels: readonly Channel[]): ChannelMatch {
  const known = new Map<keyof TouchSource, string>();
  for (const attribute of ATTRIBUTES) {
    const word = foldWord(source[attribute] ?? '');
    if (word !== '' && !(attribute === 'analyticsSource' && word === NO_VISIT)) known.set(attribute, word);
  }
  if (known.size === 0) return { channel: null, reason: 'no-source' };
  const rule = rulesOf(channels).find(({ needs }) =>
    needs.every(({ attribute, words }) => words.some((word) => fits(word, known.get(attribute)))),
  );
  if (rule === undefined) return { channel: null, reason: 'no-rule' };
  const { channel, index, condition } = rule;
  const subChannel = known.has('landingPage') ? (source.landingPage?.trim() ?? null) : null;
  return { channel, subChannel, rule: { index, condition } };
}

function fits({ text, isPrefix }: Word, value: string | undefined): boolean {
  if (value === undefined) return false;
  return isPrefix ? value.startsWith(text) : value === text;
}

function rulesOf(channels: readonly Channel[]): readonly Rule[] {
  const known = sortedRules.get(channels);
  if (known !== undefined) return known;
  const inOrder = channels.flatMap((channel) =>
    channel.when.map((condition, index) => toRule(channel.id, condition, index)),
  );
  const rules = TIERS.flatMap((_, tier) => inOrder.filter((rule) => tierOf(rule) === tier));
  sortedRules.set(channels, rules);
  return rules;
}

function toRule(channel: string, condition: ChannelCondition, index: number): Rule {
  const needs = ATTRIBUTES.flatMap((attribute) => {
    const words = condition[attribute];
    return words === undefined ? [] : [{ attribute, words: words.map(toWord) }];
  });
  return { channel, index, condition, needs };
}

function toWord(text: string): Word {
  const word = foldWord(text);
  return word.endsWith('*') ? { text: word.slice(0, -1), isPrefix: true } : { text: word, isPrefix: false };
}

function tierOf({ needs }: Rule): number {
  return TIERS.findIndex((tier) => needs.some(({ attribute }) => tier.includes(attribute)));
}
