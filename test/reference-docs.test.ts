import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSettings } from './support/config-settings.ts';
import { CONFIG_TEXTS, configText } from './support/config-texts.ts';
import { referenceDocs } from './support/reference-docs.ts';
import { REPOSITORY } from './support/source-tree.ts';

const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');

describe('generated documents', () => {
  it.each([...referenceDocs()])('%s is what `npm run docs` makes', (path, text) => {
    expect(read(path)).toBe(text);
  });

  it('explain every setting', () => {
    const silent = configSettings()
      .map(({ path }) => path)
      .filter((path) => configText(path) === undefined);

    expect(silent).toEqual([]);
  });

  it('name every setting of the config, under the CRM that has it', () => {
    const shown = new Set(
      [...read('docs/reference/config.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, path]) => path),
    );

    const left = configSettings()
      .map(({ path }) => path)
      .filter(
        (path) => !shown.has(path) && !shown.has(path.replace(/^crm\.\w+/, 'crm.(salesforce, hubspot)')),
      );

    expect(shown.size).toBeGreaterThan(50);
    expect(left).toEqual([]);
    expect([...shown]).toEqual(
      expect.arrayContaining(['crm.hubspot.webhooks.publicUrl', 'crm.salesforce.changeEvents.source']),
    );
  });

  it('explain no setting that is gone', () => {
    const paths = new Set(configSettings().map(({ path }) => path.replace(/^crm\.\w+/, 'crm.*')));

    expect(Object.keys(CONFIG_TEXTS).filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('docs/revloop.schema.json', () => {
  it.each(['examples/demo/revloop.yaml', 'examples/olist/revloop.yaml'])('accepts %s', (path) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const schema: object = JSON.parse(read('docs/revloop.schema.json'));

    const isValid = ajv.validate(schema, parse(read(path)));

    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });
});
