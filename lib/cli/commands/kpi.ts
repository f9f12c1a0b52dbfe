import { type Command, Option } from 'commander';
import { MODELS, type Model } from '../../domain/ledger.ts';
import { GRAINS, type Grain } from '../../kpis/group-facts.ts';
import { computeKpis } from '../../pipeline/compute-kpis.ts';
import { rankLeads } from '../../pipeline/rank-leads.ts';
import { showKpis } from '../../pipeline/show-kpis.ts';
import { aboutData } from '../about-data.ts';
import { channelNames } from '../channel-names.ts';
import { exitingWith, withCommonOptions, withWindowOptions } from '../options.ts';
import { EXIT, print, terminalWidth, withProgress } from '../output.ts';
import { kpiText } from '../present/kpi-text.ts';
import { computeText } from '../present/step-text.ts';
import { type CommonOptions, openSession } from '../session.ts';
import { toWindow, type WindowOptions } from '../window-option.ts';

interface ShowOptions extends CommonOptions, WindowOptions {
  readonly by: Grain;
  readonly model?: Model;
}

export function addKpi(program: Command): void {
  const kpi = program.command('kpi').description('compute and show CAC, LTV and the KPIs around them');
  kpi.addHelpText('after', '\nExample:\n  revloop kpi compute && revloop kpi show');
  const compute = kpi
    .command('compute')
    .description('compute the figures of every month and publish them')
    .addHelpText('after', '\nExample:\n  revloop sync && revloop kpi compute');
  withCommonOptions(compute).action(exitingWith(runCompute));
  const show = kpi
    .command('show')
    .description('show the figures per channel, lead source or campaign')
    .addOption(new Option('--by <grain>', 'what a row is').choices(GRAINS).default('channel'))
    .addOption(new Option('--model <model>', 'who gets the credit').choices(MODELS))
    .addHelpText(
      'after',
      '\nExample:\n  revloop kpi show --by channel --period fy2026q3\n  revloop kpi show --from 2026-04-01 --to 2026-09-30 --json',
    );
  withCommonOptions(withWindowOptions(show)).action(exitingWith(runShow));
}

async function runCompute(options: CommonOptions): Promise<number> {
  const { session, done } = withProgress(await openSession(options));
  const report = await computeKpis(session.context);
  await rankLeads(session.context);
  done();
  const { runId, months, restated, seconds } = report;
  print(session.isJson, { runId, months, restated, seconds, issues: report.issues }, () =>
    computeText(report, { lang: session.lang }),
  );
  return EXIT.ok;
}

async function runShow(options: ShowOptions): Promise<number> {
  const session = await openSession(options);
  const { context, lang } = session;
  const table = await showKpis(context, {
    by: options.by,
    window: toWindow(options),
    ...(options.model === undefined ? {} : { model: options.model }),
  });
  const about = await aboutData(context.table);
  print(session.isJson, table, () =>
    kpiText(table, {
      lang,
      names: channelNames(context.config),
      width: terminalWidth(),
      inputs: table.inputs,
      ...about,
    }),
  );
  return EXIT.ok;
}
