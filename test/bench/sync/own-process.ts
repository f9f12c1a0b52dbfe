import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as z from 'zod';
import { BUNDLE } from '../../../infra/bundle/bundle-options.ts';
import { JOBS } from '../../../infra/jobs.ts';
import { nodeOptionsOf } from '../../../infra/node-options.ts';
import { listen } from '../../support/loopback-server.ts';

const OutcomeSchema = z.object({ records: z.number(), cpuSeconds: z.number(), peakMb: z.number() });
export type Outcome = z.infer<typeof OutcomeSchema>;
const PROCESS = fileURLToPath(new URL('./sync-process.ts', import.meta.url));
/** The SDK signs its calls whoever takes them. */
const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' };

/** What a piece of work cost in a process of its own: bundled, and with V8's options, as the function of the sync is. */
export async function inOwnProcess(work: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'revloop-bench-'));
  try {
    return await run(await bundleInto(folder), work);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundleInto(folder: string): Promise<string> {
  const outfile = join(folder, 'sync-process.cjs');
  await build({
    ...BUNDLE,
    mainFields: [...BUNDLE.mainFields],
    entryPoints: [PROCESS],
    bundle: true,
    platform: 'node',
    outfile,
    // CommonJS has none. Only what starts the simulators asks for it, and they run elsewhere.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    logLevel: 'warning',
  });
  return outfile;
}

async function run(bundle: string, work: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const child = spawn(process.execPath, [bundle, JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...AWS, NODE_OPTIONS: nodeOptionsOf(ingestJob()) },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the process of ${JSON.stringify(work)} ended with ${code}`);
  return OutcomeSchema.parse(JSON.parse(text));
}

function ingestJob() {
  const job = JOBS.find(({ step }) => step === 'ingest-crm');
  if (job === undefined) throw new Error('no job reads the CRM');
  return job;
}

/** Stands for DynamoDB: knows no record and takes every one, at once. */
export async function withDynamoStub<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const isRead = String(request.headers['x-amz-target']).endsWith('BatchGetItem');
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(isRead ? '{"Responses":{"bench":[]},"UnprocessedKeys":{}}' : '{"UnprocessedItems":{}}');
    });
  });
  return serve(server, work);
}

/** Results of a Bulk job: a header and `rows` leads, as a stream. */
export async function withCsv<T>(rows: number, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', 'text/csv');
    response.write(
      '"Id","LastName","Company","Email","LeadSource","Status","CreatedDate","SystemModstamp"\n',
    );
    for (let at = 0; at < rows; at += ROWS_PER_WRITE)
      if (!response.write(csvLines(at, Math.min(rows, at + ROWS_PER_WRITE)))) await once(response, 'drain');
    response.end();
  });
  return serve(server, work);
}

const ROWS_PER_WRITE = 1_000;

function csvLines(from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) {
    const stamp = `2026-01-05T00:00:00.${String(at % 1000).padStart(3, '0')}Z`;
    text += `"00Q5g${String(at).padStart(10, '0')}AAA","Lead ${at}","Company ${at % 5003}","lead${at}@c${at % 5003}.example.com","Web","Open - Not Contacted","${stamp}","${stamp}"\n`;
  }
  return text;
}

async function serve<T>(
  server: ReturnType<typeof createServer>,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const url = await listen(server);
  try {
    return await work(url);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
