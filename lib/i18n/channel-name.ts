import { catalogue, type Lang } from './catalogue.ts';

/** Names of the channels by id, as `revloop.yaml` gives them. */
export type ChannelNames = ReadonlyMap<string, { readonly ja: string; readonly en: string }>;

/** The name of a row: its channel's, with the sub-channel after a slash; a key that is no channel stays as it is. */
export function channelName(key: string, names: ChannelNames, lang: Lang): string {
  const { blended, unattributed } = catalogue(lang);
  if (key === 'blended') return blended;
  if (key === 'unattributed') return unattributed;
  const slash = key.indexOf('/');
  const channel = slash < 0 ? key : key.slice(0, slash);
  const name = names.get(channel)?.[lang];
  if (name === undefined) return key;
  return slash < 0 ? name : `${name} / ${key.slice(slash + 1)}`;
}
