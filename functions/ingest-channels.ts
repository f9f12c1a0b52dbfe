import { createBucketFiles } from '../lib/channels/bucket-files.ts';
import { createFolderFiles } from '../lib/channels/folder-files.ts';
import { AppError } from '../lib/domain/app-error.ts';
import { ingestChannels } from '../lib/pipeline/ingest-channels.ts';
import { createJob } from '../lib/runtime/job.ts';

/** Takes spend and activity sheets of the inbox into the store. */
export const handler = createJob('ingest-channels', async ({ context, environment }) => {
  const { REVLOOP_INBOX, REVLOOP_INBOX_FOLDER } = environment;
  if (REVLOOP_INBOX === undefined && REVLOOP_INBOX_FOLDER === undefined) {
    throw new AppError('usage', 'neither REVLOOP_INBOX nor REVLOOP_INBOX_FOLDER says where the sheets are');
  }
  const files =
    REVLOOP_INBOX === undefined
      ? createFolderFiles(REVLOOP_INBOX_FOLDER ?? '')
      : createBucketFiles(REVLOOP_INBOX);
  const report = await ingestChannels(context, files);
  const rejects = report.files.reduce((total, file) => total + file.rejects.length, 0);
  return { facts: { files: report.files.length, removed: report.removed.length, rejects }, report };
});
