import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { configuredCrms } from '../../crm/registry.ts';
import { AppError } from '../../domain/app-error.ts';
import { applyPlan } from '../../pipeline/write-back/apply.ts';
import { planWriteBack } from '../../pipeline/write-back/plan.ts';
import { type Plan, PlanSchema } from '../../pipeline/write-back/plan-file.ts';
import { exitingWith, withCommonOptions } from '../options.ts';
import { EXIT, print, withProgress } from '../output.ts';
import { applyText } from '../present/apply-text.ts';
import { planText } from '../present/plan-text.ts';
import { type CommonOptions, openSession } from '../session.ts';

interface PlanOptions extends CommonOptions {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

interface ApplyOptions extends CommonOptions {
  readonly yes?: boolean;
}

/** `plan` reads the store only; `apply` does what a plan file says, and nothing else. */
export function addWriteBack(program: Command): void {
  const plan = program
    .command('plan')
    .description('show what would be written to the CRM records, field by field')
    .option('-o, --out <file>', 'save the plan for `revloop apply`')
    .option('--detailed-exitcode', 'exit 3 when there are changes')
    .addHelpText('after', '\nExample:\n  revloop plan -o plan.json');
  withCommonOptions(plan).action(exitingWith(runPlan));
  const apply = program
    .command('apply <file>')
    .description('write exactly what a saved plan says')
    .option('--yes', 'approve a plan beyond the guard')
    .addHelpText('after', '\nExample:\n  revloop apply plan.json');
  withCommonOptions(apply).action(exitingWith(runApply));
}

async function runPlan(options: PlanOptions): Promise<number> {
  const session = await openSession(options);
  const plan = await planWriteBack(session.context);
  if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(plan, null, 2)}\n`);
  const { planId, changes, skipped } = plan;
  const none = Object.fromEntries(configuredCrms(session.context.config).map((crm) => [crm, 0]));
  const calls = { ...none, ...plan.calls };
  print(session.isJson, { planId, changes, skipped, calls }, () => planText(plan, { lang: session.lang }));
  return options.detailedExitcode === true && changes.length > 0 ? EXIT.changes : EXIT.ok;
}

async function runApply(file: string, options: ApplyOptions): Promise<number> {
  const plan = readPlan(file);
  const { session, done } = withProgress(await openSession(options));
  const report = await applyPlan(session.context, plan, {
    crms: await session.crms(),
    isApproved: options.yes === true,
  });
  done();
  print(session.isJson, report, () =>
    applyText(report, { lang: session.lang, timeZone: session.context.config.timezone }),
  );
  return report.rejected.length > 0 || report.unknown > 0 ? EXIT.partial : EXIT.ok;
}

function readPlan(file: string): Plan {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new AppError('plan-invalid', `${file} cannot be read as a plan`, { cause });
  }
  const parsed = PlanSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new AppError('plan-invalid', `${file} is no plan of this version`);
}
