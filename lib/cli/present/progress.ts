import { catalogue, type Lang } from '../../i18n/catalogue.ts';
import { durationText } from '../../i18n/duration-text.ts';
import { countText } from '../../i18n/number-text.ts';
import { wordOf } from '../../i18n/reason-text.ts';
import { RUN_WORDS } from '../../i18n/runs.ts';
import type { Forecast, Progress } from '../../pipeline/context.ts';
import { cutTo } from './display-width.ts';

/** Where progress goes: standard error, or a test's list. */
export interface ProgressStream {
  readonly write: (text: string) => unknown;
  readonly columns?: number | undefined;
}

export interface ProgressOptions {
  readonly lang: Lang;
  /** One line that keeps changing; otherwise a plain line per piece of work. */
  readonly isTty: boolean;
  /** Says nothing at all, for agents and quiet runs. */
  readonly isSilent?: boolean;
}

export interface ProgressDisplay {
  readonly report: (progress: Progress) => void;
  /** A line that stays: what a first read is going to take. */
  readonly forecast: (forecast: Forecast) => void;
  /** Clears the changing line, so that what follows starts on an empty one. */
  readonly end: () => void;
}

/** Columns where the stream does not know its own. */
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = '\r\x1b[2K';

const SILENT: ProgressDisplay = {
  report: () => undefined,
  forecast: () => undefined,
  end: () => undefined,
};

/** Shows how far long work has come. */
export function createProgress(stream: ProgressStream, options: ProgressOptions): ProgressDisplay {
  if (options.isSilent === true) return SILENT;
  return options.isTty ? changingLine(stream, options.lang) : plainLines(stream, options.lang);
}

function changingLine(stream: ProgressStream, lang: Lang): ProgressDisplay {
  let isShown = false;
  return {
    report: (progress) => {
      const columns = stream.columns ?? DEFAULT_COLUMNS;
      stream.write(`${CLEAR_LINE}${cutTo(progressText(progress, lang), columns - 1)}`);
      isShown = true;
    },
    forecast: (forecast) => {
      stream.write(`${isShown ? CLEAR_LINE : ''}${forecastText(forecast, lang)}\n`);
      isShown = false;
    },
    end: () => {
      if (isShown) stream.write(CLEAR_LINE);
      isShown = false;
    },
  };
}

/** One line when a piece of work is first heard of, so that a log does not fill with counts. */
function plainLines(stream: ProgressStream, lang: Lang): ProgressDisplay {
  const seen = new Set<string>();
  return {
    report: ({ step, what }) => {
      const text = `${wordOf(catalogue(lang).steps, step)}: ${whatText(what, lang)}`;
      if (seen.has(text)) return;
      seen.add(text);
      stream.write(`${text}\n`);
    },
    forecast: (forecast) => stream.write(`${forecastText(forecast, lang)}\n`),
    end: () => undefined,
  };
}

function forecastText({ crm, object, records, calls, seconds }: Forecast, lang: Lang): string {
  return RUN_WORDS[lang].forecast(
    `${wordOf(catalogue(lang).crms, crm)} ${object}`,
    countText(records, lang),
    countText(calls, lang),
    durationText(seconds, lang),
  );
}

function progressText({ step, what, done, total }: Progress, lang: Lang): string {
  const count = total === undefined ? '' : ` / ${countText(total, lang)}`;
  return `${wordOf(catalogue(lang).steps, step)}: ${whatText(what, lang)}  ${countText(done, lang)}${count}`;
}

/** What is worked on: the records of all objects, or an object after its CRM's name. */
function whatText(what: string, lang: Lang): string {
  if (what === 'records') return RUN_WORDS[lang].records;
  return what.replace(/^\w+/, (name) => wordOf(catalogue(lang).crms, name));
}
