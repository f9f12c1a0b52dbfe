import * as z from 'zod';
import { AppError } from '../domain/app-error.ts';
import { TABLE_SCHEMA } from '../store/table-schema.ts';

const Text = z.string().min(1).optional().catch(undefined);

const EnvironmentSchema = z.object({
  REVLOOP_TABLE: z.string().min(1).default(TABLE_SCHEMA.defaultName),
  REVLOOP_CONFIG: Text,
  REVLOOP_BUS: Text,
  /** Bucket that spend and activity sheets are put into. */
  REVLOOP_INBOX: Text,
  /** Folder that stands for the bucket where there is none. */
  REVLOOP_INBOX_FOLDER: Text,
  REVLOOP_SALESFORCE_URL: Text,
  REVLOOP_HUBSPOT_URL: Text,
  REVLOOP_HOME: z.string().min(1).default('.revloop'),
  REVLOOP_AS_OF: z.iso.date().optional(),
  AWS_ENDPOINT_URL: Text,
  AWS_ENDPOINT_URL_DYNAMODB: Text,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: Text,
  AWS_PROFILE: Text,
  AWS_LAMBDA_FUNCTION_NAME: Text,
  /** `silent` keeps log lines away from people who watch a terminal. */
  REVLOOP_LOG: z.enum(['silent', 'info']).default('info'),
  LANG: Text,
  NO_COLOR: Text,
  CI: Text,
  AI_AGENT: Text,
});

export type Environment = z.infer<typeof EnvironmentSchema>;

/** The environment variables that RevLoop knows; blank ones count as absent. */
export function readEnvironment(): Environment {
  const parsed = EnvironmentSchema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new AppError('usage', `environment: ${z.prettifyError(parsed.error)}`);
}

/** Sets variables for this process and what it starts: how a local run points the same code at itself. */
export function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
