import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { BUNDLE } from '../bundle/bundle-options.ts';
import type { Job } from '../jobs.ts';
import { nodeOptionsOf } from '../node-options.ts';
import { type DeploySettings, REPOSITORY } from '../settings.ts';
import type { Grantable } from './grants.ts';

interface JobFunctionParts {
  readonly settings: DeploySettings;
  readonly resources: Grantable;
  readonly job: Job;
}

/** Beside the code in the bundle; functions start in that folder. */
const BUNDLED_CONFIG = 'revloop.yaml';

/** The function of a job, with a role and a log group of its own. It may log; all else comes from `allow`. */
export function createJobFunction(scope: Construct, parts: JobFunctionParts): NodejsFunction {
  const { settings, resources, job } = parts;
  const functionName = `${settings.name}-${job.step}`;
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return new NodejsFunction(scope, 'Function', {
    functionName,
    description: job.description,
    entry: join(REPOSITORY, 'functions', `${job.step}.ts`),
    handler: 'handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(job.timeoutSeconds),
    memorySize: job.memoryMb,
    ...(job.concurrency === undefined ? {} : { reservedConcurrentExecutions: job.concurrency }),
    role,
    logGroup,
    environment: {
      NODE_OPTIONS: nodeOptionsOf(job),
      ...environmentOf(settings, resources),
      ...(job.trigger.kind === 'changes' ? webhookEnvironment(settings) : {}),
    },
    projectRoot: REPOSITORY,
    depsLockFilePath: join(REPOSITORY, 'package-lock.json'),
    bundling: bundlingOf(settings),
  });
}

function environmentOf(settings: DeploySettings, resources: Grantable): Record<string, string> {
  const { salesforceUrl, hubspotUrl } = settings;
  return {
    REVLOOP_TABLE: resources.table.tableName,
    REVLOOP_BUS: resources.bus.eventBusName,
    REVLOOP_INBOX: resources.inbox.bucketName,
    REVLOOP_CONFIG: BUNDLED_CONFIG,
    ...(salesforceUrl === undefined ? {} : { REVLOOP_SALESFORCE_URL: salesforceUrl }),
    ...(hubspotUrl === undefined ? {} : { REVLOOP_HUBSPOT_URL: hubspotUrl }),
  };
}

function webhookEnvironment({ config }: DeploySettings): Record<string, string> {
  const { webhooks, portalId: account } = config.crm.hubspot ?? {};
  if (webhooks === undefined) return {};
  const { publicUrl, secret, portalId = account } = webhooks;
  return {
    REVLOOP_WEBHOOK_URL: publicUrl,
    REVLOOP_WEBHOOK_SECRET: secret,
    ...(portalId === undefined ? {} : { REVLOOP_WEBHOOK_PORTAL: portalId }),
  };
}

/** The AWS SDK goes into the bundle: the one in Lambda's image changes without us. */
function bundlingOf(settings: DeploySettings): BundlingOptions {
  return {
    format: OutputFormat.CJS,
    target: BUNDLE.target,
    minify: BUNDLE.minify,
    sourceMap: BUNDLE.sourcemap,
    mainFields: [...BUNDLE.mainFields],
    externalModules: [],
    logLevel: LogLevel.WARNING,
    esbuildArgs: Object.fromEntries(
      Object.entries(BUNDLE.alias).map(([name, file]) => [`--alias:${name}`, file]),
    ),
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_inputDir, outputDir) => [
        `cp "${settings.configFile}" "${outputDir}/${BUNDLED_CONFIG}"`,
      ],
    },
  };
}
