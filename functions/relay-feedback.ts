import { relayFeedback } from '../lib/pipeline/relay-feedback.ts';
import { createJob } from '../lib/runtime/job.ts';

/** Puts a `DealWon` event on the bus for every newly won deal. */
export const handler = createJob('relay-feedback', async ({ context, bus }) => {
  const report = await relayFeedback(context, bus);
  return { facts: { won: report.won, sent: report.sent }, report };
});
