import type { Channel } from '../domain/config-channels.ts';
import { foldWord } from '../domain/fold-word.ts';

/** Finds the channel a file's word means: its id, or its Japanese or English name; null where none has it. */
export function channelFinder(channels: readonly Channel[]): (word: string) => string | null {
  const ids = new Map(channels.map(({ id }) => [foldWord(id), id]));
  const names = new Map(
    channels.toReversed().flatMap(({ id, name }) => [
      [foldWord(name.en), id],
      [foldWord(name.ja), id],
    ]),
  );
  return (word) => ids.get(foldWord(word)) ?? names.get(foldWord(word)) ?? null;
}
