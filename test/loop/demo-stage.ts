import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDemoCompany } from '../../lib/local/demo/demo-company.ts';
import type { DemoTruth } from '../../lib/local/demo/truth.ts';
import { loadConfig } from '../../lib/runtime/load-config.ts';
import { openStage, type Stage } from './stage.ts';

export const DEMO_CONFIG = fileURLToPath(new URL('../../examples/demo/revloop.yaml', import.meta.url));
export const TODAY = '2026-11-22';

/** The demo company in both simulators, with its true answers. */
export interface DemoStage extends Stage {
  readonly folder: string;
  readonly truth: DemoTruth;
}

interface DemoOptions {
  readonly seed?: number;
  readonly today?: string;
  /** Data rows kept of each CRM file, from its end; left out: all. */
  readonly rows?: number;
}

/** Opens the demo company; `close` removes its folder too. */
export async function openDemo(options: DemoOptions = {}): Promise<DemoStage> {
  const { today = TODAY } = options;
  const { folder, truth } = await writeDemo(options);
  const stage = await openStage({ from: folder, config: loadConfig(DEMO_CONFIG), today });
  const close = async (): Promise<void> => {
    await stage.close();
    removeFolder(folder);
  };
  return { ...stage, folder, truth, close };
}

/** Writes the demo company, or the last rows of it, into a folder of its own under the system's temporary one. */
export async function writeDemo({ seed = 42, today = TODAY, rows }: DemoOptions = {}): Promise<{
  readonly folder: string;
  readonly truth: DemoTruth;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'revloop-loop-'));
  const { files, truth } = makeDemoCompany({ seed, today });
  for (const [path, bytes] of files) {
    const isCrm = path.startsWith('salesforce/') || path.startsWith('hubspot/');
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), isCrm && rows !== undefined ? lastRows(bytes, rows) : bytes);
  }
  return { folder, truth };
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function lastRows(bytes: Uint8Array, rows: number): string {
  const [header = '', ...lines] = new TextDecoder().decode(bytes).trimEnd().split(/\r?\n/);
  return [header, ...lines.slice(-rows), ''].join('\n');
}
