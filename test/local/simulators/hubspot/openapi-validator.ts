import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import * as z from 'zod';
import { DEVIATIONS, MISSING_ANSWERS } from './openapi-deviations.ts';

/** HubSpot's own files, beside the repository. */
const SPECS = join(import.meta.dirname, '../../../../../shared/wire/hubspot-specs');
const FOLDERS = ['client-version', '2026-03'];

const ResponseSchema = z.object({
  $ref: z.string().optional(),
  content: z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional(),
});
const SpecSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ responses: z.record(z.string(), ResponseSchema) }).catch({ responses: {} }),
    ),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.looseObject({})),
    responses: z.unknown().optional(),
  }),
});
const ObjectSchema = z.looseObject({
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
});

interface Operation {
  readonly file: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly literals: number;
  readonly responses: Readonly<Record<string, z.infer<typeof ResponseSchema>>>;
}

export interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

export interface OpenApiValidator {
  /** What is wrong with the answer by the files, and `[]` for nothing. */
  readonly check: (answer: Answer) => readonly string[];
  /** Whether a file has the operation. */
  readonly knows: (method: string, path: string) => boolean;
}

/** Undefined where the files are absent; throws then if they are required. */
export function loadOpenApiValidator(): OpenApiValidator | undefined {
  if (!existsSync(SPECS)) {
    if (process.env['REVLOOP_REQUIRE_SHARED'] === '1') throw new Error(`required and absent: ${SPECS}`);
    console.warn('HubSpot answers are not validated: ../shared/wire/hubspot-specs is absent');
    return undefined;
  }
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormatsModule.default(ajv);
  const operations = new Map<string, Operation[]>();
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(SPECS, folder)).filter((file) => file.endsWith('.json'))) {
      addSpec(ajv, operations, `${folder}/${name}`);
    }
  }
  return {
    check: (answer) => checkAnswer(ajv, operations, answer),
    knows: (method, path) => findOperation(operations, method, specPath(path)) !== undefined,
  };
}

function addSpec(ajv: Ajv, operations: Map<string, Operation[]>, file: string): void {
  const spec = SpecSchema.parse(JSON.parse(readFileSync(join(SPECS, file), 'utf8')));
  const schemas = Object.fromEntries(
    Object.entries(spec.components.schemas).map(([name, schema]) => [name, adapt(name, schema)]),
  );
  ajv.addSchema({ components: { schemas, responses: spec.components.responses } }, file);
  for (const [path, methods] of Object.entries(spec.paths)) {
    const segments = path.split('/');
    const pattern = new RegExp(
      `^${segments.map((part) => (part.startsWith('{') ? '[^/]+' : part)).join('/')}$`,
    );
    const literals = segments.filter((part) => !part.startsWith('{')).length;
    for (const [method, { responses }] of Object.entries(methods)) {
      const known = operations.get(method.toUpperCase()) ?? [];
      operations.set(method.toUpperCase(), [...known, { file, path, pattern, literals, responses }]);
    }
  }
}

/** Applies the known deviations, and forbids fields the file does not name: they would be our invention. */
function adapt(name: string, raw: unknown): unknown {
  const schema = ObjectSchema.parse(raw);
  const deviations = DEVIATIONS.filter(({ schemas }) => schemas.includes(name));
  const optional = deviations.flatMap((deviation) => deviation.optional ?? []);
  const fields = Object.assign({}, ...deviations.map((deviation) => deviation.fields ?? {}));
  const isUnion = schema['oneOf'] !== undefined;
  const isClosed = !isUnion && schema.properties !== undefined && schema.additionalProperties === undefined;
  return {
    ...schema,
    ...(schema.required ? { required: schema.required.filter((field) => !optional.includes(field)) } : {}),
    ...(schema.properties ? { properties: { ...schema.properties, ...fields } } : {}),
    ...(isClosed ? { additionalProperties: false } : {}),
  };
}

function checkAnswer(
  ajv: Ajv,
  operations: ReadonlyMap<string, Operation[]>,
  answer: Answer,
): readonly string[] {
  const { method, status, body } = answer;
  const path = specPath(answer.path);
  const found = findOperation(operations, method, path);
  if (found === undefined) return [`${method} ${path} is in no OpenAPI file`];
  const isError = status >= 400;
  const missing = MISSING_ANSWERS.find((one) => one.status === status && one.path.test(path));
  const response =
    found.responses[String(status)] ??
    (missing === undefined ? undefined : toResponse(missing.schema)) ??
    (isError ? found.responses['default'] : undefined);
  if (response === undefined) return [`${method} ${path}: ${status} is not documented`];
  const reference = schemaReference(found.file, found.path, method, status, response);
  if (reference === undefined) return body === undefined ? [] : [`${method} ${path}: ${status} has a body`];
  const validate = ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${method} ${path} ${status}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function findOperation(
  operations: ReadonlyMap<string, Operation[]>,
  method: string,
  path: string,
): Operation | undefined {
  return (operations.get(method) ?? [])
    .filter(({ pattern }) => pattern.test(path))
    .sort((a, b) => b.literals - a.literals)[0];
}

function toResponse(schema: string | undefined): z.infer<typeof ResponseSchema> {
  if (schema === undefined) return {};
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } };
}

function schemaReference(
  file: string,
  path: string,
  method: string,
  status: number,
  response: z.infer<typeof ResponseSchema>,
): string | undefined {
  if (response.$ref !== undefined) return `${file}#/components/schemas/Error`;
  const [content] = Object.values(response.content ?? {});
  if (content === undefined) return undefined;
  const parsed = z.object({ $ref: z.string() }).safeParse(content.schema);
  if (!parsed.success) throw new Error(`${method} ${path} ${status}: its schema is no reference`);
  return `${file}${parsed.data.$ref}`;
}

/** The files spell some paths otherwise than clients do. */
function specPath(path: string): string {
  return path
    .replace('2026-09', '2026-03')
    .replace(/^(\/crm\/v3\/objects|\/crm\/objects\/2026-03)\/deals(?=\/|$)/, '$1/0-3')
    .replace(/^\/crm\/v4\/associations\/([^/]+)\/([^/]+)\/labels$/, '/crm/associations/v4/$1/$2/labels')
    .replace(/^\/crm\/v3\/schemas(?=\/|$)/, '/crm-object-schemas/v3/schemas')
    .replace(/\/$/, '');
}
