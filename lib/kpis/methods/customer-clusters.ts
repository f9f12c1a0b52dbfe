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
  const above = customers.map((_customer, index) => index);
  const rootOf = (index: number): number => {
    const next = above[index] ?? index;
    return next === index ? index : rootOf(next);
  };
  const firstByTie = new Map<string, number>();
  for (const [index, customer] of customers.entries()) {
    for (const tie of tiesOf(customer)) {
      const first = firstByTie.get(tie);
      if (first === undefined) firstByTie.set(tie, index);
      else above[rootOf(index)] = rootOf(first);
    }
  }
  const sizes = new Map<number, number>();
  for (const index of customers.keys()) sizes.set(rootOf(index), (sizes.get(rootOf(index)) ?? 0) + 1);
  return [...sizes.values()];
}

function tiesOf({ day, parent, partner }: ClusterMember): readonly string[] {
  return [
    ...(parent === null ? [] : [JSON.stringify(['parent', day, parent])]),
    ...(partner === null ? [] : [JSON.stringify(['partner', day, partner])]),
  ];
}
