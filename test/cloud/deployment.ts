import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { REPOSITORY, runOrThrow } from './commands.ts';
import type { Emulator } from './emulator.ts';

const CDK = join(REPOSITORY, 'node_modules/aws-cdk/bin/cdk');
const DEPLOY_MS = 300_000;

/** Name of the stack, and prefix of what it creates. */
export const STACK = 'revloop-e2e';

const OutputsSchema = z.object({
  [STACK]: z
    .object({ TableName: z.string(), BusName: z.string(), InboxName: z.string() })
    .catchall(z.string()),
});

export interface Deployment {
  readonly table: string;
  readonly bus: string;
  readonly inbox: string;
  /** Id of the HTTP API that takes webhooks. */
  readonly webhookApi: string;
}

export interface DeployOptions {
  readonly emulator: Emulator;
  readonly workDir: string;
  readonly configFile: string;
  readonly salesforceUrl: string;
  readonly hubspotUrl: string;
}

/** Bootstraps the account and deploys the template that `npm run synth` makes, with the documented local switch. */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { emulator, workDir } = options;
  await cdk(emulator, [
    'bootstrap',
    `aws://${emulator.account}/${emulator.region}`,
    '-o',
    join(workDir, 'boot'),
  ]);
  const outputsFile = join(workDir, 'outputs.json');
  const context = {
    local: 'true',
    name: STACK,
    config: options.configFile,
    salesforceUrl: options.salesforceUrl,
    hubspotUrl: options.hubspotUrl,
  };
  await cdk(emulator, [
    'deploy',
    ...Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ...['--require-approval', 'never', '--outputs-file', outputsFile, '-o', join(workDir, 'cdk.out')],
  ]);
  const outputs = OutputsSchema.parse(JSON.parse(await readFile(outputsFile, 'utf8')))[STACK];
  const webhookApi = apiIdOf(outputs);
  return { table: outputs.TableName, bus: outputs.BusName, inbox: outputs.InboxName, webhookApi };
}

/** The output's name starts with its construct; its value is `https://<id>.execute-api.…`. */
function apiIdOf(outputs: Readonly<Record<string, string>>): string {
  const [, url = ''] = Object.entries(outputs).find(([name]) => name.includes('WebhookUrl')) ?? [];
  const [, id] = /^https?:\/\/([^.]+)\.execute-api\./.exec(url) ?? [];
  if (id === undefined) throw new Error(`the stack has no address for webhooks: ${JSON.stringify(outputs)}`);
  return id;
}

async function cdk(emulator: Emulator, args: readonly string[]): Promise<void> {
  await runOrThrow(process.execPath, [CDK, ...args], { env: emulator.env, timeoutMs: DEPLOY_MS });
}
