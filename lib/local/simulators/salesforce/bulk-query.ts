import type { Query } from '@jetstreamapp/soql-parser-js';
import type { CsvColumn } from './bulk-csv.ts';
import type { Org } from './org.ts';
import { badRequest } from './salesforce-errors.ts';
import { isAggregated } from './soql-aggregate.ts';
import { resolvePath } from './soql-paths.ts';
import { selectedNames } from './soql-projection.ts';
import { openScope, parseSoql, selectRows } from './soql-query.ts';
import type { StoredRow } from './value-types.ts';

export interface BulkResult {
  readonly object: string;
  readonly columns: readonly CsvColumn[];
  readonly rows: readonly StoredRow[];
}

/** Objects that only REST can query. tap-salesforce 2.8.1 and airbyte-source-salesforce 2.10.3 list them. */
const REST_ONLY: readonly string[] = [
  'AcceptedEventRelation',
  'CaseStatus',
  'ContractStatus',
  'DeclinedEventRelation',
  'FieldSecurityClassification',
  'OrderStatus',
  'PartnerRole',
  'RecentlyViewed',
  'ServiceAppointmentStatus',
  'ShiftStatus',
  'SolutionStatus',
  'TaskPriority',
  'TaskStatus',
  'UndecidedEventRelation',
  'UserRecordAccess',
  'WorkOrderLineItemStatus',
  'WorkOrderStatus',
];

/** Answers a query as Bulk does: as of now, flat columns only. Throws what the API answers to one it cannot take. */
export function runBulkQuery(org: Org, soql: string, withDeleted: boolean): BulkResult {
  const query = parseSoql(soql);
  const options = { withDeleted, tooling: false };
  const name = query.sObject ?? '';
  requireBulkObject(name);
  const scope = openScope(org, soql, query, options);
  refuseShape(query);
  const columns = (query.fields ?? [])
    .flatMap((item) => selectedNames(scope, item, query.limit))
    .map((path) => {
      const { field, read } = resolvePath(scope, path);
      if (field.type === 'address')
        throw badRequest('INVALID_FIELD', 'Selecting compound data not supported in Bulk Query');
      return { name: path, field, read };
    });
  return { object: scope.object, columns, rows: selectRows(scope, query, options) };
}

export function requireBulkObject(name: string): void {
  if (REST_ONLY.includes(name))
    throw badRequest('INVALIDENTITY', `Entity '${name}' is not supported by the Bulk API.`);
}

/** https://developer.salesforce.com/docs/platform/api-asynch/guide/queries.html (SOQL Considerations) */
function refuseShape(query: Query): void {
  const subquery = (query.fields ?? []).some((item) => item.type === 'FieldSubquery');
  if (subquery) throw badRequest('FEATURENOTENABLED', 'Aggregate Relationships not supported in Bulk Query');
  if (isAggregated(query))
    throw badRequest('FEATURENOTENABLED', 'Aggregate queries not supported in Bulk Query');
  if (query.offset !== undefined)
    throw badRequest('FEATURENOTENABLED', 'OFFSET clause not supported in Bulk Query');
}
