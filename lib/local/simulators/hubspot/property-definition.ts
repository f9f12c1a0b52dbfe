export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

/** https://developers.hubspot.com/docs/guides/api/crm/sensitive-data */
export const SENSITIVITIES = ['non_sensitive', 'sensitive', 'highly_sensitive'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** A property as the vendor sends it. */
export interface PropertyDefinition {
  readonly updatedAt: string;
  readonly createdAt: string;
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly fieldType: string;
  readonly description: string;
  readonly groupName: string;
  readonly options: readonly PropertyOption[];
  readonly createdUserId?: string;
  readonly updatedUserId?: string;
  readonly displayOrder: number;
  readonly calculated: boolean;
  readonly externalOptions: boolean;
  readonly archived: boolean;
  readonly archivedAt?: string;
  readonly hasUniqueValue: boolean;
  readonly hidden: boolean;
  readonly hubspotDefined?: boolean;
  readonly modificationMetadata: {
    readonly archivable: boolean;
    readonly readOnlyDefinition: boolean;
    readonly readOnlyValue: boolean;
  };
  readonly formField: boolean;
  readonly dataSensitivity: Sensitivity;
}

export interface PropertyDraft {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly fieldType: string;
  readonly groupName: string;
  readonly description?: string | undefined;
  readonly options?: readonly PropertyOption[] | undefined;
  readonly displayOrder?: number | undefined;
  readonly hasUniqueValue?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  readonly formField?: boolean | undefined;
  readonly externalOptions?: boolean | undefined;
}

const NO_ORDER = -1;
const EPOCH = '1970-01-01T00:00:00.000Z';
/** The user in whose name everything here is created. */
const SIMULATED_USER = '1';

/** A property that an admin or a client created. */
export function customProperty(draft: PropertyDraft, nowMs: number): PropertyDefinition {
  const now = new Date(nowMs).toISOString();
  return {
    ...fill(draft),
    createdAt: now,
    updatedAt: now,
    createdUserId: SIMULATED_USER,
    updatedUserId: SIMULATED_USER,
    modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
  };
}

/** A property that every portal has. */
export function vendorProperty(
  draft: PropertyDraft,
  traits: { readonly isReadOnly: boolean; readonly isCalculated?: boolean },
): PropertyDefinition {
  return {
    ...fill(draft),
    createdAt: EPOCH,
    updatedAt: EPOCH,
    hubspotDefined: true,
    calculated: traits.isCalculated ?? false,
    modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: traits.isReadOnly },
  };
}

function fill(draft: PropertyDraft) {
  return {
    name: draft.name,
    label: draft.label,
    type: draft.type,
    fieldType: draft.fieldType,
    description: draft.description ?? '',
    groupName: draft.groupName,
    options: draft.options ?? [],
    displayOrder: draft.displayOrder ?? NO_ORDER,
    calculated: false,
    externalOptions: draft.externalOptions ?? false,
    archived: false,
    hasUniqueValue: draft.hasUniqueValue ?? false,
    hidden: draft.hidden ?? false,
    formField: draft.formField ?? false,
    dataSensitivity: 'non_sensitive' as const,
  };
}
