import type { Command } from 'commander';
import { Option } from 'commander';
import { startSimulators } from '../../local/start-simulators.ts';
import { loadConfig } from '../../runtime/load-config.ts';
import { exitingWith, toPort, withCommonOptions } from '../options.ts';
import { note } from '../output.ts';
import type { CommonOptions } from '../session.ts';
import { untilStopped } from '../until-stopped.ts';

interface SimulateOptions extends CommonOptions {
  readonly from: string;
  readonly salesforcePort?: number;
  readonly hubspotPort?: number;
  readonly salesforceInstanceUrl?: string;
}

export function addSimulate(program: Command): void {
  const command = program
    .command('simulate')
    .description('serve both CRMs of an export folder on this machine')
    .requiredOption('--from <folder>', 'export folder')
    .addOption(new Option('--salesforce-port <port>', 'default: a free one').argParser(toPort))
    .addOption(new Option('--hubspot-port <port>', 'default: a free one').argParser(toPort))
    .option('--salesforce-instance-url <url>', 'instance URL that tokens name')
    .addHelpText('after', '\nExample:\n  revloop simulate --from ./export');
  withCommonOptions(command).action(exitingWith(runSimulate));
}

async function runSimulate(options: SimulateOptions): Promise<number> {
  const config = options.config === undefined ? undefined : loadConfig(options.config);
  const simulators = await startSimulators({ ...options, config, today: options.asOf ?? config?.asOf });
  for (const { file, line, reason } of simulators.problems) note(`${file}:${line}  ${reason}`);
  const { salesforce, hubspot } = simulators;
  process.stdout.write(`${JSON.stringify({ salesforce, hubspot })}\n`);
  await untilStopped();
  await simulators.close();
  return 0;
}
