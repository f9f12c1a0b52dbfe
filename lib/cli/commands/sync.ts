import type { Command } from 'commander';
import { createFolderFiles } from '../../channels/folder-files.ts';
import { isCrmName } from '../../crm/record-maps.ts';
import { LOOP_WORDS } from '../../i18n/loop.ts';
import { ingestChannels } from '../../pipeline/ingest-channels.ts';
import { ingestCrm } from '../../pipeline/ingest-crm.ts';
import { withLag } from '../../pipeline/kpi-inputs.ts';
import { channelFilesRoot } from '../channel-files-root.ts';
import { exitingWith, UsageError, withCommonOptions } from '../options.ts';
import { EXIT, note, print, withProgress } from '../output.ts';
import { channelText } from '../present/step-text.ts';
import { syncText } from '../present/sync-text.ts';
import { type CommonOptions, claimStore, openSession } from '../session.ts';

interface SyncOptions extends CommonOptions {
  readonly full?: boolean;
  readonly from?: string;
  readonly crm?: string;
}

export function addSync(program: Command): void {
  const command = program
    .command('sync')
    .description('read what changed in the CRMs, and spend and activity files, into the store')
    .option('--full', 'read everything again')
    .option('--from <folder>', 'export folder to read spend and activity from')
    .option('--crm <name>', 'only this CRM: salesforce or hubspot')
    .addHelpText('after', '\nExample:\n  revloop sync\n  revloop sync --full --from ./export');
  withCommonOptions(command).action(exitingWith(runSync));
}

async function runSync(options: SyncOptions): Promise<number> {
  if (options.crm !== undefined && !isCrmName(options.crm)) {
    throw new UsageError(`"${options.crm}" is no CRM; write salesforce or hubspot`);
  }
  const { session, done } = withProgress(await openSession(options));
  const crms = [...(await session.crms())].filter(
    ([name]) => options.crm === undefined || name === options.crm,
  );
  if (await claimStore(session)) note(LOOP_WORDS[session.lang].demoCleared);
  const reports = await Promise.all(
    crms.map(([, crm]) => ingestCrm(session.context, crm, { isFull: options.full === true })),
  );
  const root = channelFilesRoot(session, options.from);
  const channels =
    root === undefined ? undefined : await ingestChannels(session.context, createFolderFiles(root));
  done();
  const runs = withLag(
    reports.flatMap((report) => report.runs),
    session.context,
  );
  const completeness = reports.flatMap((report) => report.completeness);
  const quarantined = reports.flatMap((report) => report.quarantined);
  const json = {
    runs,
    completeness,
    quarantined,
    sweeps: reports.flatMap((report) => report.sweeps),
    runIds: reports.map(({ runId }) => runId),
    ...(channels === undefined ? {} : { files: channels.files }),
  };
  print(session.isJson, json, () =>
    [
      syncText({ runs, completeness, quarantined }, { lang: session.lang }),
      ...(channels === undefined
        ? []
        : [channelText(channels, { lang: session.lang, currency: session.context.config.currency })]),
    ].join('\n\n'),
  );
  const failed = runs.filter(({ error }) => error !== undefined);
  if (failed.length === runs.length && runs.length > 0) return EXIT.error;
  const isPartial =
    failed.length > 0 ||
    quarantined.length > 0 ||
    (channels?.files.some(({ rejects }) => rejects.length > 0) ?? false);
  return isPartial ? EXIT.partial : EXIT.ok;
}
