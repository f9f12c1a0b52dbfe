import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import * as z from 'zod';
import { readSettings } from '../../infra/settings.ts';
import { createStack } from '../../infra/stack.ts';

/** Both CRMs, one with a named secret; a schedule per step that no default has. */
export const TEST_CONFIG = 'test/infra/revloop.yaml';

const outdir = mkdtempSync(join(tmpdir(), 'revloop-synth-'));

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const CdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/** An app with the flags of `cdk.json`, so that tests see the template that is deployed. Functions are not bundled. */
export function createApp(context: Readonly<Record<string, string>> = {}): App {
  const cdkJson: unknown = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
  const flags = CdkJsonSchema.parse(cdkJson).context;
  return new App({
    outdir,
    context: { ...flags, 'aws:cdk:bundling-stacks': [], config: TEST_CONFIG, ...context },
  });
}

/** The template of the stack under test. */
export function synthesize(context: Readonly<Record<string, string>> = {}): Template {
  const app = createApp(context);
  return Template.fromStack(createStack(app, readSettings(app.node)));
}

/** A resource of the template, as far as tests look into it. */
const ResourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});

export type Resource = z.infer<typeof ResourceSchema>;

/** Logical id and resource of every resource of that type. */
export function resourcesOf(template: Template, type: string): ReadonlyMap<string, Resource> {
  const found = Object.entries(template.findResources(type));
  return new Map(found.map(([id, resource]) => [id, ResourceSchema.parse(resource)]));
}

const StatementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
});

const PolicySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(StatementSchema) }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

export interface RoleStatement {
  /** Logical id of the role. */
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
}

/** Every statement that any role gets. */
export function roleStatements(template: Template): readonly RoleStatement[] {
  return [...resourcesOf(template, 'AWS::IAM::Policy').values()].flatMap(({ Properties }) => {
    const policy = PolicySchema.parse(Properties);
    return policy.Roles.flatMap(({ Ref }) =>
      policy.PolicyDocument.Statement.map(({ Action, Resource }) => ({
        role: Ref,
        actions: [Action].flat(),
        resources: Array.isArray(Resource) ? Resource : [Resource],
      })),
    );
  });
}
