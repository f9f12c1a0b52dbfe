import { Hono } from 'hono';
import type { Portal } from '../portal.ts';
import { tableOf } from '../portal.ts';

/** `/properties/v1|v2/{object}/properties`: a bare array, without the paging of version 3. */
export function legacyPropertyRoutes(portal: Portal): Hono {
  const app = new Hono();
  app.get('/:object/properties', (c) => c.json(legacyProperties(portal, c.req.param('object'))));
  return app;
}

export function legacyProperties(portal: Portal, object: string): readonly unknown[] {
  return tableOf(portal, object)
    .catalog.list(false)
    .map(({ name, label, description, groupName, type, fieldType, options, ...rest }) => ({
      name,
      label,
      description: description ?? '',
      groupName,
      type,
      fieldType,
      options,
      displayOrder: rest.displayOrder ?? -1,
      calculated: rest.calculated ?? false,
      hidden: rest.hidden ?? false,
      formField: rest.formField ?? false,
      readOnlyValue: rest.modificationMetadata.readOnlyValue,
      readOnlyDefinition: rest.modificationMetadata.readOnlyDefinition,
      hubspotDefined: rest.createdUserId === undefined,
      deleted: false,
    }));
}
