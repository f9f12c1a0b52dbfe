import type { Command } from 'commander';
import { explain } from '../../pipeline/explain.ts';
import { exitingWith, withCommonOptions } from '../options.ts';
import { EXIT, print } from '../output.ts';
import { explainText } from '../present/explain-text.ts';
import { type CommonOptions, openSession } from '../session.ts';

export function addExplain(program: Command): void {
  const command = program
    .command('explain <target>')
    .description('how a number came about, down to deals and spend rows')
    .addHelpText(
      'after',
      '\nExample:\n  revloop explain cac:paid_search:2026-04-01..2026-09-30\n  revloop explain win-rate:blended:2026-04-01..2026-09-30\n  revloop explain 006XXXXXXXXXXXXXXX.RevLoop_Channel_CAC__c',
    );
  withCommonOptions(command).action(exitingWith(runExplain));
}

async function runExplain(target: string, options: CommonOptions): Promise<number> {
  const session = await openSession(options);
  const tree = await explain(session.context, target);
  print(session.isJson, tree, () => explainText(tree, { lang: session.lang }));
  return EXIT.ok;
}
