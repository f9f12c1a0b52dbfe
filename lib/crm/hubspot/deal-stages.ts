import * as z from 'zod';
import type { CrmRecord } from '../../domain/entities.ts';
import type { HubspotApi } from './api.ts';
import { STAGE_IS_CLOSED, STAGE_IS_WON } from './stage-fields.ts';

interface Stage {
  readonly isClosed: boolean;
  readonly isWon: boolean;
}

/** Adds to deals what their pipeline says of their stage, where HubSpot's own flags are blank. */
export type StageMarker = (records: readonly CrmRecord[]) => Promise<readonly CrmRecord[]>;

/** Values of `metadata` are text. */
const PipelinesSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      stages: z.array(z.object({ id: z.string(), metadata: z.record(z.string(), z.string()).default({}) })),
    }),
  ),
});

/** Pipelines are read once, and only when a deal needs them. */
export function createStageMarker(api: HubspotApi): StageMarker {
  let pending: Promise<ReadonlyMap<string, Stage>> | undefined;
  const stages = () => {
    pending ??= readStages(api).catch((cause: unknown) => {
      pending = undefined;
      throw cause;
    });
    return pending;
  };
  return async (records) => {
    if (!records.some(lacksFlags)) return records;
    const known = await stages();
    return records.map((record) => (lacksFlags(record) ? mark(record, known) : record));
  };
}

function lacksFlags({ object, fields }: CrmRecord): boolean {
  return (
    object === 'deals' &&
    Boolean(fields['dealstage']) &&
    (!fields['hs_is_closed'] || !fields['hs_is_closed_won'])
  );
}

/** A stage that no pipeline knows stays unknown. */
function mark(record: CrmRecord, stages: ReadonlyMap<string, Stage>): CrmRecord {
  const { pipeline, dealstage } = record.fields;
  const stage = stages.get(`${pipeline}/${dealstage}`) ?? stages.get(`/${dealstage}`);
  if (stage === undefined) return record;
  const { isClosed, isWon } = stage;
  const marks = { [STAGE_IS_CLOSED]: String(isClosed), [STAGE_IS_WON]: String(isWon) };
  return { ...record, fields: { ...record.fields, ...marks } };
}

/** By `pipeline/stage`, and by `/stage` for a deal that names no pipeline. */
async function readStages(api: HubspotApi): Promise<ReadonlyMap<string, Stage>> {
  // https://developers.hubspot.com/docs/guides/api/crm/pipelines
  const { data } = await api.read(PipelinesSchema, () => api.pipelines.getAllWithHttpInfo('deals'));
  return new Map(
    data.results.flatMap(({ id: pipeline, stages }) =>
      stages.flatMap(({ id, metadata }) => {
        const isClosed = metadata['isClosed'] === 'true';
        const stage = { isClosed, isWon: isClosed && Number(metadata['probability']) === 1 };
        return [[`${pipeline}/${id}`, stage] as const, [`/${id}`, stage] as const];
      }),
    ),
  );
}
