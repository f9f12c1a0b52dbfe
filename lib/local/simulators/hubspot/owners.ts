import type { ExportFolder, ExportRow } from '../export-folder.ts';

/** An owner as the vendor sends it; `userId` is null for one that left. */
export interface Owner {
  readonly id: string;
  readonly email: string;
  readonly type: 'PERSON';
  readonly firstName: string;
  readonly lastName: string;
  readonly userId: number | null;
  readonly userIdIncludingInactive: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}

const EPOCH = '1970-01-01T00:00:00.000Z';
const ONLY_OWNER = '1';

/** From `owners.csv`; without it, the ids that records name; without those, one owner with id 1. */
export function readOwners(folder: ExportFolder): readonly Owner[] {
  if (folder.owners.length > 0) return folder.owners.flatMap((row) => toOwner(row) ?? []);
  const ids = new Set<string>();
  for (const { rows } of folder.hubspot.values()) {
    for (const row of rows) {
      const id = row['hubspot_owner_id'];
      if (id !== null && id !== undefined) ids.add(id);
    }
  }
  return (ids.size > 0 ? [...ids].sort() : [ONLY_OWNER]).flatMap((id) => toOwner({ id }) ?? []);
}

function toOwner(row: ExportRow): Owner | undefined {
  const id = row['id'];
  if (id === null || id === undefined) return undefined;
  const userId = Number(row['userId'] ?? id) || 0;
  const archived = row['archived']?.toLowerCase() === 'true';
  return {
    id,
    email: row['email'] ?? `owner-${id}@example.com`,
    type: 'PERSON',
    firstName: row['firstName'] ?? 'Owner',
    lastName: row['lastName'] ?? id,
    userId: archived ? null : userId,
    userIdIncludingInactive: userId,
    createdAt: toIso(row['createdAt']),
    updatedAt: toIso(row['updatedAt'] ?? row['createdAt']),
    archived,
  };
}

function toIso(value: string | null | undefined): string {
  const instant = Date.parse(value ?? EPOCH);
  return Number.isNaN(instant) ? EPOCH : new Date(instant).toISOString();
}
