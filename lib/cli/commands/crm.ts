import type { Command } from 'commander';
import type { ProvisionReport } from '../../crm/crm.ts';
import { provisionFields } from '../../pipeline/provision-fields.ts';
import { toAppError } from '../../runtime/retry.ts';
import { exitingWith, UsageError, withCommonOptions } from '../options.ts';
import { EXIT, print } from '../output.ts';
import { provisionText } from '../present/step-text.ts';
import { type CommonOptions, openSession, type Session } from '../session.ts';

export function addCrm(program: Command): void {
  const crm = program.command('crm').description('the RevLoop fields in the CRMs');
  crm.addHelpText('after', '\nExample:\n  revloop crm apply');
  const apply = crm
    .command('apply [name]')
    .description('create the RevLoop fields that are missing, and grant them')
    .addHelpText('after', '\nExample:\n  revloop crm apply\n  revloop crm apply salesforce');
  withCommonOptions(apply).action(exitingWith(runApply));
}

async function runApply(name: string | undefined, options: CommonOptions): Promise<number> {
  const session = await openSession(options);
  const reports = await provisionCrms(session, name);
  print(session.isJson, Object.fromEntries(reports), () => provisionText(reports, { lang: session.lang }));
  return [...reports.values()].some(({ failed }) => failed.length > 0) ? EXIT.partial : EXIT.ok;
}

/** Creates the fields in one CRM or in all configured ones. */
export async function provisionCrms(
  session: Session,
  name?: string,
): Promise<ReadonlyMap<string, ProvisionReport>> {
  const crms = await session.crms();
  if (name !== undefined && !crms.has(name)) {
    throw new UsageError(`"${name}" is no configured CRM; configured: ${[...crms.keys()].join(', ')}`);
  }
  const reports = new Map<string, ProvisionReport>();
  for (const [crmName, crm] of crms) {
    if (name !== undefined && crmName !== name) continue;
    try {
      reports.set(crmName, await provisionFields(session.context, crm));
    } catch (cause) {
      throw toAppError(cause, crmName);
    }
  }
  return reports;
}
