import { UnionFind } from '../../domain/union-find.ts';

/** A new customer as far as its independence goes; null where it has no parent company or came by no partner. */
export interface ClusterMember {
  readonly day: string;
  readonly parent: string | null;
  readonly partner: string | null;
}

/**
 * Sizes of the groups of customers that were won by one decision: a group's companies that sign on one day, or
 * a batch that one partner brings on one day. Who shares a day and either of the two is in one group, also by
 * way of a third. Without parent and partner a customer is a group of its own.
 * Unit     customers; as many numbers as groups
 * Empty    no customers, no groups
 * Source   kpi-methods E.2 (group deals and partner batches are over-dispersed)
 */
export function clusterSizes(customers: readonly ClusterMember[]): readonly number[] {
  const sets = new UnionFind([]);
  for (const [at, customer] of customers.entries())
    for (const tie of tiesOf(customer)) sets.join(`${at}`, tie);
  const groups = Map.groupBy(customers.keys(), (at) => sets.find(`${at}`));
  return [...groups.values()].map(({ length }) => length);
}

function tiesOf({ day, parent, partner }: ClusterMember): readonly string[] {
  return [
    ...(parent === null ? [] : [JSON.stringify(['parent', day, parent])]),
    ...(partner === null ? [] : [JSON.stringify(['partner', day, partner])]),
  ];
}
