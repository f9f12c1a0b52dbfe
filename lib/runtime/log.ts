/** One line of JSON per message: ids, counts and durations, never a record's contents, a token or a person's data. */
export interface Log {
  readonly info: (message: string, facts?: LogFacts) => void;
  readonly warn: (message: string, facts?: LogFacts) => void;
}

export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Logs JSON lines to `write`, by default standard error, so that standard output stays for data. */
export function createLog(write: (line: string) => void = (line) => process.stderr.write(`${line}\n`)): Log {
  const put = (level: string) => (message: string, facts?: LogFacts) =>
    write(JSON.stringify({ level, message, ...facts }));
  return { info: put('info'), warn: put('warn') };
}

export const SILENT_LOG: Log = { info: () => undefined, warn: () => undefined };
