import { CfnOutput, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DeploySettings } from '../settings.ts';
import { keptTrying } from './delivery.ts';

/** The one path that is public. */
const WEBHOOK_PATH = '/webhooks/hubspot';

/** HubSpot sends at most 150 requests a second, ten at once by default; whatever is above gets a 429 and comes again. */
const REQUESTS_PER_SECOND = 200;
const REQUEST_BURST = 400;

interface IntakeParts {
  readonly settings: DeploySettings;
  readonly handler: NodejsFunction;
  readonly deadLetters: Queue;
}

/** Whether anything is configured that could tell of changes. */
export function hasIntake({ config, local }: DeploySettings): boolean {
  const { hubspot, salesforce } = config.crm;
  return hubspot?.webhooks !== undefined || (salesforce?.changeEvents !== undefined && !local);
}

/** Lets HubSpot's webhooks and Salesforce's change events reach the receiver, each where it is configured. */
export function createIntake(scope: Construct, parts: IntakeParts): void {
  const { hubspot, salesforce } = parts.settings.config.crm;
  if (hubspot?.webhooks !== undefined) createEndpoint(scope, parts);
  const source = salesforce?.changeEvents?.source;
  if (source !== undefined && !parts.settings.local) createPartnerRule(scope, parts, source);
}

/** An HTTPS address with one route; who calls it is checked by its signature. */
function createEndpoint(scope: Construct, { settings, handler }: IntakeParts): void {
  const api = new HttpApi(scope, 'Endpoint', {
    apiName: `${settings.name}-webhooks`,
    description: 'Takes the webhooks of HubSpot',
    createDefaultStage: false,
  });
  const routes = api.addRoutes({
    path: WEBHOOK_PATH,
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration('Receiver', handler),
  });
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: REQUESTS_PER_SECOND, burstLimit: REQUEST_BURST },
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog(scope, settings)),
      format: ACCESS,
    },
  });
  for (const route of routes)
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'HubSpot can sign a request, not log in; the function verifies the signature before all else.',
    });
  new CfnOutput(scope, 'WebhookUrl', {
    value: `${stage.url.replace(/\/$/, '')}${WEBHOOK_PATH}`,
    description:
      'crm.hubspot.webhooks.publicUrl, and the target URL in HubSpot, unless a domain of your own is before it',
  });
}

/** Of a request only what tells load from trouble: no address of a caller, no query. */
const ACCESS = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    ms: '$context.responseLatency',
    bytes: '$context.responseLength',
  }),
);

function accessLog(scope: Construct, { name }: DeploySettings): LogGroup {
  return new LogGroup(scope, 'AccessLogs', {
    logGroupName: `/aws/apigateway/${name}-webhooks`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** A partner's events arrive on a bus of the source's own name, which takes the pending source into use. */
function createPartnerRule(
  scope: Construct,
  { settings, handler, deadLetters }: IntakeParts,
  source: string,
): void {
  const eventBus = new EventBus(scope, 'PartnerBus', { eventSourceName: source });
  new Rule(scope, 'PartnerRule', {
    ruleName: `${settings.name}-change-events`,
    description: 'Hands change events of Salesforce to receive-changes.',
    eventBus,
    eventPattern: { source: [source] },
    targets: [new LambdaFunction(handler, keptTrying(deadLetters))],
  });
}
