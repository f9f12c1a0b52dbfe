import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Session } from './session.ts';

/**
 * Folder whose `spend/` and `activity/` are read: the one named, else the config's own folder where it has any.
 * Relative paths of a config start at the config.
 */
export function channelFilesRoot({ configFile }: Session, named: string | undefined): string | undefined {
  if (named !== undefined) return resolve(named);
  const own = dirname(configFile);
  return ['spend', 'activity'].some((folder) => existsSync(join(own, folder))) ? own : undefined;
}
