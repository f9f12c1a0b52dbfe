import * as z from 'zod';

interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT';
  readonly archived: boolean;
}

export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly stages: readonly PipelineStage[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}

/** Canonical plural of the object to its pipelines. */
export type Pipelines = ReadonlyMap<string, readonly Pipeline[]>;

const DEFAULT_PIPELINE = 'default';
const EPOCH = '1970-01-01T00:00:00Z';

/** The default sales pipeline of every portal: stage, label, probability. 1.0 is won, 0.0 is lost. */
const SALES_STAGES: readonly (readonly [string, string, string])[] = [
  ['appointmentscheduled', 'Appointment Scheduled', '0.2'],
  ['qualifiedtobuy', 'Qualified To Buy', '0.4'],
  ['presentationscheduled', 'Presentation Scheduled', '0.6'],
  ['decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'],
  ['contractsent', 'Contract Sent', '0.9'],
  ['closedwon', 'Closed Won', '1.0'],
  ['closedlost', 'Closed Lost', '0.0'],
];

const LIFECYCLE_STAGES: readonly (readonly [string, string])[] = [
  ['subscriber', 'Subscriber'],
  ['lead', 'Lead'],
  ['marketingqualifiedlead', 'Marketing Qualified Lead'],
  ['salesqualifiedlead', 'Sales Qualified Lead'],
  ['opportunity', 'Opportunity'],
  ['customer', 'Customer'],
  ['evangelist', 'Evangelist'],
  ['other', 'Other'],
];

const StageSchema = z.object({
  id: z.coerce.string(),
  label: z.string().optional(),
  displayOrder: z.int().optional(),
  metadata: z.record(z.string(), z.coerce.string()).default({}),
  archived: z.boolean().default(false),
});
const PipelineSchema = z.object({
  id: z.coerce.string(),
  label: z.string().optional(),
  displayOrder: z.int().optional(),
  archived: z.boolean().default(false),
  stages: z.array(StageSchema),
});
const ListSchema = z.union([
  z.array(PipelineSchema),
  z.object({ results: z.array(PipelineSchema) }).transform(({ results }) => results),
]);
const FileSchema = z.union([ListSchema.transform((deals) => ({ deals })), z.record(z.string(), ListSchema)]);

/**
 * `file` is the parsed `pipelines.json`: a list of deal pipelines, the vendor's own `{results}` answer for deals,
 * or one of these per object. Objects it leaves out keep the vendor's defaults.
 */
export function readPipelines(file: unknown): Pipelines {
  const defaults = new Map([
    ['deals', [salesPipeline()]],
    ['contacts', [lifecyclePipeline('contacts-lifecycle-pipeline')]],
    ['companies', [lifecyclePipeline('companies-lifecycle-pipeline')]],
  ]);
  if (file === undefined) return defaults;
  const given = Object.entries(FileSchema.parse(file)).map(
    ([object, pipelines]) => [object, pipelines.map(toPipeline)] as const,
  );
  return new Map([...defaults, ...given]);
}

/** The pipeline of a deal that names none: `default`, or the first where the portal has no such. */
export function defaultPipelineId(pipelines: readonly Pipeline[]): string {
  return pipelines.find(({ id }) => id === DEFAULT_PIPELINE)?.id ?? pipelines[0]?.id ?? DEFAULT_PIPELINE;
}

export function findStage(pipelines: readonly Pipeline[], pipelineId: string, stageId: string) {
  return pipelines.find(({ id }) => id === pipelineId)?.stages.find(({ id }) => id === stageId);
}

function toPipeline(raw: z.infer<typeof PipelineSchema>, index: number): Pipeline {
  const stages = raw.stages.map((stage, order) =>
    toStage({
      ...stage,
      label: stage.label ?? stage.id,
      displayOrder: stage.displayOrder ?? order,
    }),
  );
  const { id, label = id, displayOrder = index, archived } = raw;
  return { id, label, displayOrder, stages, createdAt: EPOCH, updatedAt: EPOCH, archived };
}

function toStage(stage: Pick<PipelineStage, 'id' | 'label' | 'displayOrder' | 'metadata' | 'archived'>) {
  const { id, label, displayOrder, metadata, archived } = stage;
  const writePermissions = 'CRM_PERMISSIONS_ENFORCEMENT' as const;
  return {
    id,
    label,
    displayOrder,
    metadata,
    createdAt: EPOCH,
    updatedAt: EPOCH,
    writePermissions,
    archived,
  };
}

function salesPipeline(): Pipeline {
  const stages = SALES_STAGES.map(([id, label, probability]) => {
    const isClosed = String(id.startsWith('closed'));
    return { id, label, metadata: { isClosed, probability }, archived: false };
  });
  return toPipeline({ id: DEFAULT_PIPELINE, label: 'Sales Pipeline', stages, archived: false }, 0);
}

function lifecyclePipeline(id: string): Pipeline {
  const metadata = { isClosed: 'false', state: 'OPEN' };
  const stages = LIFECYCLE_STAGES.map(([stage, label]) => ({ id: stage, label, metadata, archived: false }));
  return toPipeline({ id, label: 'Lifecycle Stage Pipeline', stages, archived: false }, 0);
}
