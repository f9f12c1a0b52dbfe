import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ConfigSchema } from '../../../lib/domain/config.ts';
import { SOURCE_PLANS } from '../../../lib/local/demo/channel-plan.ts';
import { makeDemoCompany } from '../../../lib/local/demo/demo-company.ts';
import { EXCLUDED_COMPANIES } from '../../../lib/local/demo/special-people.ts';
import { readCsv } from './read-csv.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (name: string) => readFileSync(join(root, 'examples', name, 'revloop.yaml'), 'utf8');
const demo = ConfigSchema.parse(parse(read('demo')));
const olist = ConfigSchema.parse(parse(read('olist')));

describe.each(['demo', 'olist'])('examples/%s/revloop.yaml', (name) => {
  it('points editors to the schema on its first line', () => {
    const [first] = read(name).split('\n');

    expect(first).toBe('# yaml-language-server: $schema=../../docs/revloop.schema.json');
  });
});

describe('examples/demo/revloop.yaml', () => {
  it('has fourteen channels, those of the demo among them', () => {
    const ids = demo.channels.map(({ id }) => id);

    const unknown = SOURCE_PLANS.filter(({ channel }) => channel !== null && !ids.includes(channel));

    expect(ids).toHaveLength(14);
    expect(unknown).toEqual([]);
  });

  it('names headers that the spend files have', () => {
    const { files } = makeDemoCompany({ seed: 42, today: '2026-11-22' });
    const [ads] = demo.spend;
    const headers = Object.keys(readCsv(files.get('spend/ads.csv'), ads?.encoding)[0] ?? {});

    expect(headers).toEqual(expect.arrayContaining(Object.values(ads?.columns ?? {})));
  });

  it('excludes the companies that the demo excludes', () => {
    const words = demo.exclude.flatMap((rule) => [
      ...('emailDomain' in rule ? rule.emailDomain : []),
      ...('companyName' in rule ? rule.companyName : []),
    ]);

    const left = EXCLUDED_COMPANIES.filter(
      ({ name, domain }) => !words.includes(name) && !words.includes(domain),
    );

    expect(left).toEqual([]);
  });
});

describe('examples/olist/revloop.yaml', () => {
  it('has one channel per published origin and none for the unknown one', () => {
    const ids = olist.channels.map(({ id }) => id);

    expect(ids).toEqual([
      'organic_search',
      'paid_search',
      'social',
      'direct_traffic',
      'email',
      'referral',
      'display',
      'other_publicities',
      'other',
    ]);
  });

  it('looks at the data of the first of December 2018 from São Paulo', () => {
    expect([olist.asOf, olist.timezone, olist.currency]).toEqual(['2018-12-01', 'America/Sao_Paulo', 'BRL']);
  });
});
