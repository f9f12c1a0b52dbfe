import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';

/** One row of an export file; an empty cell is null. */
export type ExportRow = Readonly<Record<string, string | null>>;

export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: readonly ExportRow[];
}

/** A row that could not be read; the rest of its file is served. */
export interface ExportProblem {
  readonly file: string;
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
}

/** A CRM on disk, as `contract.md` section 2 lays it out. Keys of the maps are file names without `.csv`. */
export interface ExportFolder {
  readonly dir: string;
  readonly salesforce: ReadonlyMap<string, ExportTable>;
  readonly hubspot: ReadonlyMap<string, ExportTable>;
  readonly associations: readonly ExportRow[];
  readonly owners: readonly ExportRow[];
  /** Parsed `hubspot/pipelines.json`, unvalidated; undefined where the folder has none. */
  readonly pipelines: unknown;
  readonly problems: readonly ExportProblem[];
}

const NOT_OBJECTS: readonly string[] = ['associations', 'owners'];

/**
 * Reads an export folder. Missing sub-folders are empty; a bad row is named in `problems` and left out.
 * Throws when `dir` does not exist.
 */
export function readExportFolder(dir: string): ExportFolder {
  if (!existsSync(dir)) throw new Error(`export folder not found: ${dir}`);
  const problems: ExportProblem[] = [];
  const hubspotDir = join(dir, 'hubspot');
  const hubspot = readTables(hubspotDir, problems);
  const pipelinesFile = join(hubspotDir, 'pipelines.json');
  return {
    dir,
    salesforce: readTables(join(dir, 'salesforce'), problems),
    hubspot: new Map([...hubspot].filter(([name]) => !NOT_OBJECTS.includes(name))),
    associations: hubspot.get('associations')?.rows ?? [],
    owners: hubspot.get('owners')?.rows ?? [],
    pipelines: existsSync(pipelinesFile) ? JSON.parse(readFileSync(pipelinesFile, 'utf8')) : undefined,
    problems,
  };
}

function readTables(folder: string, problems: ExportProblem[]): Map<string, ExportTable> {
  const tables = new Map<string, ExportTable>();
  if (!existsSync(folder)) return tables;
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  for (const file of files.sort())
    tables.set(basename(file, '.csv'), readTable(join(folder, file), problems));
  return tables;
}

function readTable(file: string, problems: ExportProblem[]): ExportTable {
  const text = readFileSync(file, 'utf8');
  let columns: string[] = [];
  const rows: ExportRow[] = [];
  const records: unknown[] = parse(text, {
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    skip_records_with_error: true,
    info: true,
    on_skip: (error) => {
      if (error instanceof CsvError)
        problems.push({ file, line: Number(error.lines ?? 0), reason: error.message });
      return undefined;
    },
  });
  for (const entry of records) {
    const { record, info } = toParsedLine(entry);
    if (columns.length === 0) columns = record.map((cell) => cell.trim());
    else if (record.length !== columns.length) {
      const reason = `has ${record.length} cells where the header has ${columns.length}`;
      problems.push({ file, line: info.lines, reason });
    } else rows.push(toRow(columns, record));
  }
  return { columns, rows };
}

function toParsedLine(entry: unknown): { record: string[]; info: { lines: number } } {
  // `info: true` changes the shape csv-parse returns, which its types do not follow.
  if (typeof entry !== 'object' || entry === null || !('record' in entry) || !('info' in entry)) {
    throw new Error('csv-parse returned a record without info');
  }
  const { record, info } = entry;
  const cells = Array.isArray(record) ? record.map(String) : [];
  const lines = typeof info === 'object' && info !== null && 'lines' in info ? Number(info.lines) : 0;
  return { record: cells, info: { lines } };
}

function toRow(columns: readonly string[], cells: readonly string[]): ExportRow {
  return Object.fromEntries(
    columns.map((column, i) => [column, cells[i] === '' ? null : (cells[i] ?? null)]),
  );
}
