import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../domain/app-error.ts';
import type { ChannelFiles } from './channel-files.ts';

const FOLDERS = ['spend', 'activity'] as const;

/** Channel files of a folder laid out like an export folder. Throws `file-unreadable` where there is none. */
export function createFolderFiles(root: string): ChannelFiles {
  return {
    read: async () => {
      if (!existsSync(root)) throw new AppError('file-unreadable', `the folder ${root} does not exist`);
      return FOLDERS.flatMap((folder) => {
        const dir = join(root, folder);
        if (!existsSync(dir)) return [];
        const names = readdirSync(dir).filter((name) => name.endsWith('.csv'));
        return names.map((name) => ({ name: `${folder}/${name}`, bytes: readFileSync(join(dir, name)) }));
      });
    },
  };
}
