import * as z from 'zod';
import { CrmFailure } from '../crm-failure.ts';
import type { HubspotApi } from './api.ts';
import { describeFixed, type WholeReader, wholeRecord } from './whole-object.ts';

/** Objects that go through pipelines; contacts and companies through their lifecycle. */
const PIPELINED = ['deals', 'contacts', 'companies'] as const;

const Stamp = z
  .union([z.date(), z.string().transform((text) => new Date(text))])
  .refine((date) => !Number.isNaN(date.getTime()))
  .transform((date) => date.toISOString());
const StageSchema = z.object({
  id: z.string(),
  label: z.string().nullish(),
  displayOrder: z.number().nullish(),
  metadata: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()]).transform(String)).nullish(),
  updatedAt: Stamp.nullish(),
  archived: z.boolean().nullish(),
});
const PipelinesSchema = z.object({
  results: z.array(
    z.object({ id: z.string(), label: z.string().nullish(), stages: z.array(StageSchema).default([]) }),
  ),
});

/** Every stage of every pipeline, as a record each: ids of stages are unique within their pipeline only. */
export const PIPELINE_STAGES: WholeReader = {
  description: describeFixed('pipelines', [
    ['object', 'text'],
    ['pipeline', 'text'],
    ['pipelineLabel', 'text'],
    ['stage', 'text'],
    ['label', 'text'],
    ['displayOrder', 'number'],
    ['isClosed', 'text'],
    ['probability', 'text'],
  ]),
  probe: (api) => readPipelines(api, 'deals'),
  read: async (api) => {
    const records = [];
    for (const object of PIPELINED) {
      for (const { id: pipeline, label: pipelineLabel, stages } of await pipelinesOrNone(api, object)) {
        for (const { id: stage, label, displayOrder, metadata, updatedAt, archived } of stages) {
          const { isClosed, probability } = metadata ?? {};
          const order =
            displayOrder === null || displayOrder === undefined ? undefined : String(displayOrder);
          records.push(
            wholeRecord('pipelines', {
              id: `${object}:${pipeline}:${stage}`,
              version: updatedAt ?? undefined,
              deleted: archived === true,
              fields: {
                object,
                pipeline,
                pipelineLabel,
                stage,
                label,
                displayOrder: order,
                isClosed,
                probability,
              },
            }),
          );
        }
      }
    }
    return { records, rejects: [] };
  },
};

/** Older accounts have no lifecycle pipelines, and a token may lack the scope of one object. */
async function pipelinesOrNone(api: HubspotApi, object: string) {
  try {
    return await readPipelines(api, object);
  } catch (cause) {
    const isAbsent =
      cause instanceof CrmFailure && (cause.failure === 'permission' || cause.failure === 'request');
    if (object === 'deals' || !isAbsent) throw cause;
    return [];
  }
}

async function readPipelines(api: HubspotApi, object: string) {
  // https://developers.hubspot.com/docs/guides/api/crm/pipelines
  const { data } = await api.read(PipelinesSchema, () => api.pipelines.getAllWithHttpInfo(object));
  return data.results;
}
