import type { Command } from 'commander';
import { HEALTH_WORDS } from '../../i18n/health.ts';
import { checkHealth } from '../../pipeline/check-health.ts';
import { exitingWith, withCommonOptions } from '../options.ts';
import { EXIT, print } from '../output.ts';
import { doctorText } from '../present/doctor-text.ts';
import { type CommonOptions, openSession } from '../session.ts';

export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('check config, store, CRM access, fields and spend, and say who can fix what')
    .addHelpText('after', '\nExample:\n  revloop doctor --lang ja');
  withCommonOptions(command).action(exitingWith(runDoctor));
}

async function runDoctor(options: CommonOptions): Promise<number> {
  const session = await openSession(options);
  const checks = await checkHealth(session.context, {
    connect: session.crms,
    words: HEALTH_WORDS[session.lang],
  });
  print(session.isJson, checks, () => doctorText(checks, { lang: session.lang }));
  return checks.some(({ status }) => status === 'fail') ? EXIT.error : EXIT.ok;
}
