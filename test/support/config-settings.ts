import { z } from 'zod';
import { ConfigSchema } from '../../lib/domain/config.ts';

/** The part of JSON Schema that zod makes of our config. */
export interface JsonSchema {
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly items?: JsonSchema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly propertyNames?: JsonSchema | undefined;
  readonly additionalProperties?: unknown;
}

const JsonSchemaSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), JsonSchemaSchema).optional(),
    items: JsonSchemaSchema.optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(JsonSchemaSchema).optional(),
    oneOf: z.array(JsonSchemaSchema).optional(),
    enum: z.array(z.string()).optional(),
    propertyNames: JsonSchemaSchema.optional(),
  }),
);

/** One setting of `revloop.yaml`, by its path: `channels[].when[].utmSource`. */
export interface Setting {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly default: unknown;
}

/** The JSON Schema of what a person writes, before defaults fill in. */
export function configJsonSchema(): JsonSchema {
  return JsonSchemaSchema.parse(z.toJSONSchema(ConfigSchema, { io: 'input' }));
}

/** Every setting, parents first, in the schema's order. One that only some shapes of its block have is optional. */
export function configSettings(): readonly Setting[] {
  return settingsOf(configJsonSchema(), '');
}

function settingsOf(schema: JsonSchema, path: string): readonly Setting[] {
  if (schema.items !== undefined) return settingsOf(schema.items, `${path}[]`);
  const shapes = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (shapes.length > 0) return merged(shapesOf(shapes).map((shape) => settingsOf(shape, path)));
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const setting = {
      path: own,
      type: typeOf(property),
      isRequired: schema.required?.includes(name) ?? false,
      default: property.default,
    };
    return [setting, ...settingsOf(property, own)];
  });
}

function merged(shapes: readonly (readonly Setting[])[]): readonly Setting[] {
  const byPath = Map.groupBy(shapes.flat(), ({ path }) => path);
  return [...byPath.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const type = [...new Set(same.map((setting) => setting.type))].join(', ');
    const isRequired = same.length === shapes.length && same.every((setting) => setting.isRequired);
    return [{ ...first, type, isRequired }];
  });
}

/** A list and a single one of the same thing are the same settings: the list stands for both. */
function shapesOf(shapes: readonly JsonSchema[]): readonly JsonSchema[] {
  const lists = shapes.filter((shape) => shape.items?.properties !== undefined);
  return lists.length > 0 ? lists : shapes;
}

function typeOf(schema: JsonSchema): string {
  const shapes = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (shapes.length > 0) return [...new Set(shapes.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(', ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  if (schema.propertyNames?.enum !== undefined) return 'map of our column to the file’s header';
  if (schema.type === 'object') return 'block';
  if (schema.format !== undefined) return schema.format === 'uri' ? 'URL' : schema.format;
  return schema.type === 'string' ? 'text' : (schema.type ?? 'any');
}
