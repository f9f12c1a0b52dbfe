import { type ChannelTable, ChannelTableSchema } from './channel-tables.ts';
import type { Environment } from './commands.ts';
import { revloop } from './revloop-command.ts';
import type { Scenario } from './scenario.ts';

/** Runs the whole loop on this machine, its store under `home`, and reads its channel table. */
export async function runLocally(scenario: Scenario, home: string): Promise<ChannelTable> {
  const env = { REVLOOP_HOME: home };
  await revloop(['demo', '--from', scenario.exportDir, '--config', scenario.configFile, '--once'], env);
  return showChannels(scenario, env);
}

/** The channel table of the store that `env` points at. */
export async function showChannels(scenario: Scenario, env: Environment): Promise<ChannelTable> {
  const period = ['--from', scenario.from, '--to', scenario.to];
  const command = ['kpi', 'show', '--by', 'channel', ...period, '--config', scenario.configFile];
  return ChannelTableSchema.parse(await revloop(command, env));
}
