import { FIELDS, type FieldDefinition } from '../crm/fields.ts';
import { isCrmName, RECORD_MAPS } from '../crm/record-maps.ts';
import { AppError } from '../domain/app-error.ts';
import { refKey } from '../domain/entities.ts';
import { type Credit, type CreditModel, STAGES } from '../domain/ledger.ts';
import { lastClosedMonths } from '../domain/parse-period.ts';
import { explainMetric } from '../kpis/explain-metric.ts';
import type { Explanation } from '../kpis/explanation.ts';
import { buildJourneys } from '../kpis/journeys/build-journeys.ts';
import type { Journeys } from '../kpis/journeys/journey.ts';
import type { Metric } from '../kpis/metrics/metric.ts';
import { requireMetric } from '../kpis/metrics/registry.ts';
import type { StoredRecord } from '../store/record-item.ts';
import { loadActivityDays } from './activity-days.ts';
import type { StepContext } from './context.ts';
import { loadEntities } from './load-entities.ts';
import { loadAllSpend } from './load-spend.ts';
import { readSnapshotHead, readSnapshotMeta } from './read-snapshot.ts';
import { loadLedgerRows } from './relay-feedback.ts';
import { defaultModel } from './snapshot-meta.ts';

const FIGURE_MONTHS = 12;

/**
 * How a number came about. `METRIC:KEY:FROM..TO` explains a figure of a row (METRIC is an id or a key of a row, KEY a
 * channel, `channel/sub-channel`, `blended` or `unattributed`); `RECORD_ID.FIELD` what stands on a record.
 * Throws `target-unknown`.
 */
export async function explain(context: StepContext, target: string): Promise<Explanation> {
  const figure = /^([A-Za-z][\w-]*):([^:]+):(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(target);
  if (figure !== null) {
    const [, word = '', key = '', from = '', to = ''] = figure;
    return explainFigure(context, { metric: requireMetric(word), key, from, to });
  }
  const record = /^(?:\w+\/\w+\/)?([^./]+)(?:\.(\w+))?$/.exec(target);
  if (record !== null) return explainRecord(context, { id: record[1] ?? '', field: record[2] });
  throw new AppError('target-unknown', `"${target}" is neither METRIC:KEY:FROM..TO nor RECORD_ID.FIELD`);
}

async function explainFigure(
  context: StepContext,
  of: { readonly metric: Metric; readonly key: string; readonly from: string; readonly to: string },
): Promise<Explanation> {
  const { table, config } = context;
  const { meta, lag } = await readSnapshotHead(table);
  const rows = await loadLedgerRows(context, STAGES);
  const spend = await loadAllSpend(context);
  const model = defaultModel(meta);
  const tree = explainMetric(of.metric, {
    ...scopeOf(
      of.key,
      config.channels.map(({ id }) => id),
    ),
    rows,
    spend: [...spend.days, ...spend.budget],
    coverage: spend.coverage,
    activity: await loadActivityDays(table, config),
    from: of.from,
    to: of.to,
    today: meta.asOf,
    available: meta.available,
    ltvFacts: meta.ltv,
    lag,
    config,
    model,
  });
  const scope = [leaf('channel', of.key), leaf('period', `${of.from}..${of.to}`), leaf('model', model)];
  return { ...tree, inputs: [...scope, ...tree.inputs] };
}

function scopeOf(key: string, channels: readonly string[]): { channel?: string | null; subChannel?: string } {
  if (key === 'blended') return {};
  if (key === 'unattributed') return { channel: null };
  const at = key.indexOf('/');
  const channel = at < 0 ? key : key.slice(0, at);
  if (!channels.includes(channel)) {
    throw new AppError(
      'target-unknown',
      `"${key}" is no channel; known: ${channels.join(', ')}, blended, unattributed`,
    );
  }
  return at < 0 ? { channel } : { channel, subChannel: key.slice(at + 1) };
}

async function explainRecord(
  context: StepContext,
  of: { readonly id: string; readonly field: string | undefined },
): Promise<Explanation> {
  const { id, field } = of;
  const { entities, history, records } = await loadEntities(context);
  const record = [...records.values()].find(
    (candidate) =>
      candidate.id === id &&
      (field === undefined ? ownFields(candidate).length > 0 : field in candidate.fields),
  );
  if (record === undefined) {
    const what = field === undefined ? 'RevLoop fields' : `a field ${field}`;
    throw new AppError('target-unknown', `no stored record ${id} has ${what}`);
  }
  const journeys = buildJourneys(entities, context.config, history);
  const { meta } = await readSnapshotMeta(context.table);
  const reasons = await reasonsFor(context, { record, field, journeys, model: defaultModel(meta) });
  const ref = refKey(record);
  if (field !== undefined) return { label: `${ref}.${field}`, value: textOf(record, field), inputs: reasons };
  const values = ownFields(record).map((name) => leaf(name, textOf(record, name)));
  return { label: ref, value: null, inputs: [...values, ...reasons] };
}

interface RecordQuestion {
  readonly record: StoredRecord;
  readonly field: string | undefined;
  readonly journeys: Journeys;
  readonly model: CreditModel;
}

/** The credited channel with what it rests on, and the channel's CAC where the question is about a figure of it. */
async function reasonsFor(context: StepContext, question: RecordQuestion): Promise<readonly Explanation[]> {
  const { record, journeys, model } = question;
  const ref = refKey(record);
  const deal = journeys.deals.find((journey) => refKey(journey.record.ref) === ref);
  const person = journeys.people.find(({ id, records }) =>
    deal === undefined ? records.some(({ entity }) => refKey(entity.ref) === ref) : id === deal.personId,
  );
  const credit = (deal ?? person)?.credit[model];
  if (credit === undefined) return [];
  const channel = creditNode(credit, model, person?.records.map(({ entity }) => refKey(entity.ref)) ?? []);
  if (deal === undefined || credit.channel === null || !isFigure(question)) return [channel];
  const { closeDay } = deal;
  const day =
    deal.record.isClosed && closeDay !== null && closeDay < context.today ? closeDay : context.today;
  const window = lastClosedMonths(day, FIGURE_MONTHS);
  return [
    channel,
    await explainFigure(context, { metric: requireMetric('cac'), key: credit.channel, ...window }),
  ];
}

function creditNode(credit: Credit, model: CreditModel, sources: readonly string[]): Explanation {
  const inputs = [leaf('model', model), ...sources.map((source) => leaf('record', source))];
  if (credit.channel === null) return { ...leaf('channel', null), valueReason: credit.reason, inputs };
  const value = credit.subChannel === null ? credit.channel : `${credit.channel} / ${credit.subChannel}`;
  return { ...leaf('channel', value), inputs };
}

/** Whether the question is about the channel's figures, not only about which channel it is. */
function isFigure({ record, field }: RecordQuestion): boolean {
  if (field === undefined) return true;
  const definition = definitionsOn(record).find(({ name }) => name === field)?.definition;
  return definition !== undefined && definition.stem !== 'Channel' && definition.stem !== 'Explain_URL';
}

/** RevLoop fields that the stored record has. */
function ownFields(record: StoredRecord): readonly string[] {
  return definitionsOn(record).flatMap(({ name }) => (name in record.fields ? [name] : []));
}

function definitionsOn(
  record: StoredRecord,
): readonly { readonly name: string; readonly definition: FieldDefinition }[] {
  if (!isCrmName(record.crm)) return [];
  const map = RECORD_MAPS[record.crm];
  return FIELDS.filter(({ on }) => map.objectOf[on] === record.object).map((definition) => ({
    name: map.fieldName(definition),
    definition,
  }));
}

function textOf(record: StoredRecord, field: string): string | null {
  const value = record.fields[field] ?? null;
  return value === null ? null : String(value);
}

function leaf(label: string, value: string | null): Explanation {
  return { label, value, inputs: [] };
}
