import { type Command, Option } from 'commander';
import { FEEDBACK_GRAINS, type FeedbackGrain } from '../../kpis/feedback.ts';
import { showFeedback } from '../../pipeline/relay-feedback.ts';
import { aboutData } from '../about-data.ts';
import { exitingWith, withCommonOptions, withWindowOptions } from '../options.ts';
import { EXIT, print, terminalWidth } from '../output.ts';
import { feedbackText } from '../present/feedback-text.ts';
import { type CommonOptions, openSession } from '../session.ts';
import { toWindow, type WindowOptions } from '../window-option.ts';

interface FeedbackOptions extends CommonOptions, WindowOptions {
  readonly by: FeedbackGrain;
}

export function addFeedback(program: Command): void {
  const command = program
    .command('feedback')
    .description('which leads were won and lost, per lead source or trait')
    .addOption(new Option('--by <trait>', 'what a row is').choices(FEEDBACK_GRAINS).default('lead-source'))
    .addHelpText(
      'after',
      '\nExample:\n  revloop feedback --by lead-source --from 2026-04-01 --to 2026-09-30',
    );
  withCommonOptions(withWindowOptions(command)).action(exitingWith(runFeedback));
}

async function runFeedback(options: FeedbackOptions): Promise<number> {
  const session = await openSession(options);
  const { from, to, rows } = await showFeedback(session.context, {
    by: options.by,
    window: toWindow(options),
  });
  const { currency } = session.context.config;
  const { by } = options;
  const { known } = await aboutData(session.context.table);
  print(session.isJson, rows, () =>
    feedbackText(rows, {
      lang: session.lang,
      currency,
      by,
      from,
      to,
      width: terminalWidth(),
      ...(known === undefined ? {} : { known }),
    }),
  );
  return EXIT.ok;
}
