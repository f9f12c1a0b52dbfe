import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Node } from 'constructs';
import * as z from 'zod';
import type { Config } from '../lib/domain/config.ts';
import { loadConfig } from '../lib/runtime/load-config.ts';
import { TABLE_SCHEMA } from '../lib/store/table-schema.ts';

export const REPOSITORY = dirname(dirname(fileURLToPath(import.meta.url)));

/** The company's own file comes first; without one the demo company is deployed. */
const CONFIG_FILES: readonly string[] = ['revloop.yaml', 'examples/demo/revloop.yaml'];

/** CDK context (`-c key=value`); all of it optional. */
const ContextSchema = z.strictObject({
  config: z.string().min(1).optional(),
  /** Lower-case, because the table, functions and queues carry it. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be 2 to 31 lower-case letters, digits or hyphens')
    .default(TABLE_SCHEMA.defaultName),
  local: z.enum(['true', 'false']).default('false'),
  salesforceUrl: z.url().optional(),
  hubspotUrl: z.url().optional(),
});

export interface DeploySettings {
  /** Name of the stack and of the table; prefix of functions, queues and alarms. */
  readonly name: string;
  readonly config: Config;
  /** Absolute path; copied into each bundle as `revloop.yaml`. */
  readonly configFile: string;
  /** Leaves out the types that a local emulator rejects (docs/how-to/run-on-a-local-cloud.md). */
  readonly local: boolean;
  readonly salesforceUrl: string | undefined;
  readonly hubspotUrl: string | undefined;
}

/** Reads the CDK context and the config file it names. Throws `config-missing` or `config-invalid`. */
export function readSettings(node: Node): DeploySettings {
  const context = ContextSchema.parse(
    Object.fromEntries(
      Object.keys(ContextSchema.shape).flatMap((key) => {
        const value: unknown = node.tryGetContext(key);
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  );
  const configFile = resolve(REPOSITORY, context.config ?? firstConfigFile());
  return {
    name: context.name,
    config: loadConfig(configFile),
    configFile,
    local: context.local === 'true',
    salesforceUrl: context.salesforceUrl,
    hubspotUrl: context.hubspotUrl,
  };
}

function firstConfigFile(): string {
  const [own = 'revloop.yaml'] = CONFIG_FILES.filter((file) => existsSync(resolve(REPOSITORY, file)));
  return own;
}
