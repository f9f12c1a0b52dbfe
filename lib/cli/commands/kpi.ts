import { type Command, Option } from 'commander';
import { COST_SCOPES, type CostScope } from '../../domain/cost-scope.ts';
import { MODELS, type Model } from '../../domain/ledger.ts';
import { GRAINS, type Grain } from '../../kpis/group-facts.ts';
import type { Metric } from '../../kpis/metrics/metric.ts';
import { METRICS, requireMetric } from '../../kpis/metrics/registry.ts';
import { computeKpis } from '../../pipeline/compute-kpis.ts';
import { rankLeads } from '../../pipeline/rank-leads.ts';
import { showKpis } from '../../pipeline/show-kpis.ts';
import { aboutData } from '../about-data.ts';
import { channelNames } from '../channel-names.ts';
import { exitingWith, withCommonOptions, withWindowOptions } from '../options.ts';
import { EXIT, print, terminalWidth, withProgress } from '../output.ts';
import { kpiText } from '../present/kpi-text.ts';
import { definitionOf, definitionsText } from '../present/metric-definitions.ts';
import { metricTable } from '../present/metric-table.ts';
import { computeText } from '../present/step-text.ts';
import { type CommonOptions, openSession } from '../session.ts';
import { toWindow, type WindowOptions } from '../window-option.ts';

interface ShowOptions extends CommonOptions, WindowOptions {
  readonly by: Grain;
  readonly model?: Model;
  readonly costScope?: CostScope;
  readonly metrics?: string;
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
    .addOption(
      new Option('--cost-scope <scope>', 'what spend counts (default: the widest there is)').choices(
        COST_SCOPES,
      ),
    )
    .option('--metrics <ids>', 'further metrics, by id with commas between, or all (see kpi metrics)')
    .addHelpText(
      'after',
      '\nExample:\n  revloop kpi show --by channel --period fy2026q3\n  revloop kpi show --from 2026-04-01 --to 2026-09-30 --json\n  revloop kpi show --metrics win-rate,matured-cac',
    );
  withCommonOptions(withWindowOptions(show)).action(exitingWith(runShow));
  const metrics = kpi
    .command('metrics [id]')
    .description('what each metric is: formula, date, source')
    .addHelpText('after', '\nExample:\n  revloop kpi metrics\n  revloop kpi metrics win-rate --lang en');
  withCommonOptions(metrics).action(exitingWith(runMetrics));
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
  const metrics = metricsOf(options.metrics);
  const table = await showKpis(context, {
    by: options.by,
    window: toWindow(options),
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.costScope === undefined ? {} : { costScope: options.costScope }),
    ...(metrics.length === 0 ? {} : { metrics: metrics.map(({ id }) => id) }),
  });
  const about = await aboutData(context.table);
  const names = channelNames(context.config);
  print(session.isJson, table, () =>
    [
      kpiText(table, { lang, names, width: terminalWidth(), inputs: table.inputs, ...about }),
      ...metrics.map((metric) => metricTable(metric, table, { lang, names, grain: options.by })),
    ].join('\n\n'),
  );
  return EXIT.ok;
}

async function runMetrics(id: string | undefined, options: CommonOptions): Promise<number> {
  const session = await openSession(options);
  const asked = id === undefined ? METRICS : [requireMetric(id)];
  print(session.isJson, asked.map(definitionOf), () => definitionsText(asked, session.lang));
  return EXIT.ok;
}

/** `all`, or ids with commas between. Throws `target-unknown`. */
function metricsOf(given: string | undefined): readonly Metric[] {
  if (given === undefined) return [];
  return given === 'all' ? METRICS : given.split(',').map((id) => requireMetric(id.trim()));
}
