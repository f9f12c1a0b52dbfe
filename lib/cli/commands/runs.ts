import type { Command } from 'commander';
import { errorInbox, listRuns, retryRun, showRun } from '../../pipeline/run-ledger.ts';
import { exitingWith, toWholeNumber, withCommonOptions } from '../options.ts';
import { EXIT, print, withProgress } from '../output.ts';
import { inboxLines, runsText } from '../present/runs-text.ts';
import { syncText } from '../present/sync-text.ts';
import { type CommonOptions, openSession } from '../session.ts';

interface ListOptions extends CommonOptions {
  readonly last: number;
}

/** The ledger of runs: what each did, what is wrong now and who can fix it. */
export function addRuns(program: Command): void {
  const runs = program
    .command('runs')
    .description('what the last runs did, and what is wrong now')
    .addHelpText('after', '\nExample:\n  revloop runs list');
  const list = runs
    .command('list')
    .description('list the last runs, and open errors by cause')
    .option('--last <count>', 'how many', toWholeNumber, 20)
    .addHelpText('after', '\nExample:\n  revloop runs list --last 5');
  withCommonOptions(list).action(exitingWith(runList));
  const show = runs
    .command('show <run>')
    .description('show one run, object by object')
    .addHelpText('after', '\nExample:\n  revloop runs show RUN');
  withCommonOptions(show).action(exitingWith(runShow));
  const retry = runs
    .command('retry <run>')
    .description('read again what a run did not finish, and records in quarantine')
    .addHelpText('after', '\nExample:\n  revloop runs retry RUN');
  withCommonOptions(retry).action(exitingWith(runRetry));
}

async function runList(options: ListOptions): Promise<number> {
  const { context, isJson, lang } = await openSession(options);
  const [runs, inbox] = await Promise.all([listRuns(context, options.last), errorInbox(context)]);
  print(isJson, { runs, inbox }, () =>
    [runsText(runs, { lang }), ...inboxLines(inbox, { lang, timeZone: context.config.timezone })].join('\n'),
  );
  return EXIT.ok;
}

async function runShow(runId: string, options: CommonOptions): Promise<number> {
  const { context, isJson, lang } = await openSession(options);
  const run = await showRun(context, runId);
  print(isJson, run, () =>
    [runsText([run], { lang }), '', syncText({ ...run, quarantined: [] }, { lang })].join('\n'),
  );
  return EXIT.ok;
}

async function runRetry(runId: string, options: CommonOptions): Promise<number> {
  const { session, done } = withProgress(await openSession(options));
  const report = await retryRun(session.context, await session.crms(), runId);
  done();
  print(session.isJson, report, () => syncText(report, { lang: session.lang }));
  const isWhole = report.runs.every(({ status }) => status === 'complete') && report.quarantined.length === 0;
  return isWhole ? EXIT.ok : EXIT.partial;
}
