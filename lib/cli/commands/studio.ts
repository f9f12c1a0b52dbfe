import { type Command, Option } from 'commander';
import { LOOP_WORDS } from '../../i18n/loop.ts';
import { exitingWith, toPort, withCommonOptions } from '../options.ts';
import { EXIT, note } from '../output.ts';
import { serveStudio } from '../serve-studio.ts';
import { type CommonOptions, openSession } from '../session.ts';
import { untilStopped } from '../until-stopped.ts';

interface StudioOptions extends CommonOptions {
  readonly port: number;
}

const DEFAULT_PORT = 4321;

export function addStudio(program: Command): void {
  const command = program
    .command('studio')
    .description('show channels, funnel, closed-won feedback and sync health in the browser')
    .addOption(new Option('--port <port>', 'port on 127.0.0.1').default(DEFAULT_PORT).argParser(toPort))
    .addHelpText('after', '\nExample:\n  revloop studio --lang ja');
  withCommonOptions(command).action(exitingWith(runStudio));
}

async function runStudio(options: StudioOptions): Promise<number> {
  const session = await openSession(options);
  const studio = await serveStudio(session, { port: options.port, lang: session.lang });
  note(LOOP_WORDS[session.lang].studio(studio.url));
  await untilStopped();
  await studio.close();
  return EXIT.ok;
}
