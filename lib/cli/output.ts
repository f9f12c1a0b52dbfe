import { readEnvironment } from '../runtime/environment.ts';
import { createProgress } from './present/progress.ts';
import type { Session } from './session.ts';

/** Exit codes of every command (`docs/reference/cli.md`). */
export const EXIT = { ok: 0, error: 1, usage: 2, changes: 3, partial: 4 } as const;

/** Prints one document: the JSON of it with `--json`, else its text. Everything else goes to standard error. */
export function print(isJson: boolean, json: unknown, text: () => string): void {
  process.stdout.write(isJson ? `${JSON.stringify(json)}\n` : `${text()}\n`);
}

/** A line for people, beside the data. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Columns of the terminal; plenty where there is none. */
export function terminalWidth(): number {
  return process.stdout.columns ?? 200;
}

export interface Watched {
  readonly session: Session;
  /** Ends the moving line, so that what follows starts on one of its own. */
  readonly done: () => void;
}

/** Shows progress of long work on standard error: one moving line on a terminal, plain lines elsewhere. */
export function withProgress(session: Session): Watched {
  const { CI, AI_AGENT } = readEnvironment();
  const isTty = process.stderr.isTTY === true && CI === undefined && AI_AGENT === undefined;
  const { report, forecast, end } = createProgress(process.stderr, {
    isTty,
    lang: session.lang,
    isSilent: AI_AGENT !== undefined,
  });
  const context = { ...session.context, onProgress: report, onForecast: forecast };
  return { session: { ...session, context }, done: end };
}
