import type { Config } from '../domain/config.ts';

/** Display names by channel id. */
export function channelNames(
  config: Config,
): ReadonlyMap<string, { readonly ja: string; readonly en: string }> {
  return new Map(config.channels.map(({ id, name }) => [id, name]));
}
