import type { ActivitySource, Config, SpendSource } from '../domain/config.ts';

/** A file of spend, coverage or activity, as its source holds it. `name` is relative to the source's root. */
export interface ChannelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** PORT: where channel files come from: a folder, or the inbox bucket. Lists every CSV below `spend/` and `activity/`. */
export interface ChannelFiles {
  readonly read: () => Promise<readonly ChannelFile[]>;
}

export type SortedFile =
  | { readonly kind: 'spend'; readonly file: ChannelFile; readonly source: SpendSource }
  | { readonly kind: 'coverage'; readonly file: ChannelFile }
  | { readonly kind: 'activity'; readonly file: ChannelFile; readonly source: ActivitySource };

const PLAIN_SPEND: SpendSource = { file: 'spend/*.csv', columns: {}, encoding: 'auto', costScope: 'media' };
const PLAIN_ACTIVITY: ActivitySource = { file: 'activity/*.csv', columns: {}, encoding: 'auto' };

/**
 * Says what each file is: `coverage.csv` by its name, the rest by the first pattern of the config that fits, else by
 * its folder with plain headers. Files that are neither are left out.
 */
export function sortFiles(files: readonly ChannelFile[], config: Config): readonly SortedFile[] {
  return [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((file): readonly SortedFile[] => {
      if (file.name.endsWith('coverage.csv')) return [{ kind: 'coverage', file }];
      const spend = config.spend.find((source) => fits(source.file, file.name));
      if (spend !== undefined) return [{ kind: 'spend', file, source: spend }];
      const activity = config.activity.find((source) => fits(source.file, file.name));
      if (activity !== undefined) return [{ kind: 'activity', file, source: activity }];
      if (fits(PLAIN_SPEND.file, file.name)) return [{ kind: 'spend', file, source: PLAIN_SPEND }];
      if (fits(PLAIN_ACTIVITY.file, file.name)) return [{ kind: 'activity', file, source: PLAIN_ACTIVITY }];
      return [];
    });
}

/** Matches a name with a pattern in which `*` stands for anything but a slash. */
function fits(pattern: string, name: string): boolean {
  const [want, have] = [pattern.split('/'), name.split('/')];
  return want.length === have.length && want.every((part, at) => fitsPart(part, have[at] ?? ''));
}

function fitsPart(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  let at = head.length;
  if (!name.startsWith(head)) return false;
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const tail = rest.at(-1) ?? '';
  return name.endsWith(tail) && name.length - tail.length >= at;
}
