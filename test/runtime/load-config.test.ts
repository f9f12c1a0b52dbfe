import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../lib/domain/app-error.ts';
import { loadConfig, parseConfig } from '../../lib/runtime/load-config.ts';

const HEAD = `version: 1
timezone: Asia/Tokyo
currency: JPY
crm:
  hubspot: {}
`;
const CHANNELS = `channels:
  - id: seminar
    name: { ja: ウェビナー, en: Webinar }
    when: { leadSource: Webinar }
`;

describe('parseConfig', () => {
  it('fills in what is left out', () => {
    const config = parseConfig(HEAD + CHANNELS, 'r.yaml');

    expect(config).toMatchObject({ fiscalYearStartMonth: 4, lang: 'ja', writeBack: { mode: 'plan' } });
  });

  it.each<[string, string, RegExp]>([
    ['an unknown key', `${HEAD}${CHANNELS}colour: red\n`, /^r\.yaml:10:1 {2}config: .*colour/],
    [
      'an unknown key inside',
      `${HEAD}${CHANNELS}writeBack:\n  mode: auto\n  speed: 9\n`,
      /^r\.yaml:12:3 {2}writeBack: .*speed/,
    ],
    [
      'an unknown key in a list',
      `${HEAD}${CHANNELS}    colour: red\n`,
      /^r\.yaml:10:5 {2}channels\.0: .*colour/,
    ],
    ['a value of the wrong kind', `${HEAD.replace('1', 'one')}${CHANNELS}`, /^r\.yaml:1:1 {2}version: /],
    [
      'a time zone that does not exist',
      `${HEAD.replace('Asia/Tokyo', 'Mars')}${CHANNELS}`,
      /^r\.yaml:2:1 {2}timezone: must be an IANA/,
    ],
    ['a missing key', HEAD.replace('currency: JPY\n', ''), /^r\.yaml:1:1 {2}currency: /],
    [
      'a missing key inside',
      `${HEAD}${CHANNELS}  - name: { ja: a, en: b }\n`,
      /^r\.yaml:10:5 {2}channels\.1\.id: /,
    ],
    [
      'channels of one id',
      `${HEAD}${CHANNELS}${CHANNELS.replace('channels:\n', '')}`,
      /^r\.yaml:6:1 {2}channels: channel ids must be unique/,
    ],
    [
      'no CRM',
      `${HEAD.replace('  hubspot: {}', '  {}')}${CHANNELS}`,
      /^r\.yaml:4:1 {2}crm: needs salesforce, hubspot or both/,
    ],
    [
      'an unknown condition of a channel',
      `${HEAD}${CHANNELS.replace('leadSource', 'source')}`,
      /^r\.yaml:9:13 {2}channels\.0\.when: .*source/,
    ],
    [
      'an unknown condition among several',
      `${HEAD}${CHANNELS.replace('{ leadSource: Webinar }', '\n      - leadSource: Fax\n      - source: Fax')}`,
      /^r\.yaml:11:9 {2}channels\.0\.when\.1: .*source/,
    ],
    [
      'a wrong word in a nested union',
      `${HEAD}${CHANNELS.replace('leadSource: Webinar', 'leadSource: [Fax, 3]')}`,
      /^r\.yaml:9:31 {2}channels\.0\.when\.leadSource\.1: /,
    ],
    [
      'an exclusion of a kind that is not known',
      `${HEAD}${CHANNELS}exclude:\n  - domain: x.jp\n`,
      /^r\.yaml:11:5 {2}exclude\.0: .*domain/m,
    ],
    [
      'an exclusion that is half there',
      `${HEAD}${CHANNELS}exclude:\n  - field: Type\n`,
      /^r\.yaml:11:5 {2}exclude\.0\.in: /,
    ],
    [
      'an LTV method that is not known',
      `${HEAD}${CHANNELS}targets:\n  ltv: { method: guess }\n`,
      /^r\.yaml:11:10 {2}targets\.ltv\.method: /,
    ],
    ['a list in place of a map', '- 1\n', /^r\.yaml:1:1 {2}config: /],
    ['an empty file', '', /^r\.yaml:1:1 {2}config: /],
    ['broken quotes', `${HEAD}lang: "ja\n`, /^r\.yaml:\d+:\d+ {2}Missing closing "quote/],
    ['a key that stands twice', `${HEAD}currency: USD\n`, /^r\.yaml:6:1 {2}Map keys must be unique/],
    ['a tab', `${HEAD}\tlang: ja\n`, /^r\.yaml:6:1 {2}/],
    ['a reference to nothing', `${HEAD}${CHANNELS}lang: *none\n`, /^r\.yaml:\d+:\d+ {2}.*none/],
  ])('says where there is %s', (_case, text, expected) => {
    const { code, message } = failureOf(() => parseConfig(text, 'r.yaml'));

    expect(code).toBe('config-invalid');
    expect(message).toMatch(expected);
  });

  it('lists every problem, one a line', () => {
    const text = `${HEAD.replace('JPY', 'yen')}${CHANNELS}lang: de\ncolour: red\n`;

    const { message } = failureOf(() => parseConfig(text, 'r.yaml'));

    expect(
      message
        .split('\n')
        .map((line) => line.split('  ')[0])
        .sort(),
    ).toEqual(['r.yaml:10:1', 'r.yaml:11:1', 'r.yaml:3:1']);
  });
});

describe('loadConfig', () => {
  it('reads a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'revloop-'));
    writeFileSync(join(folder, 'revloop.yaml'), HEAD + CHANNELS);

    const config = loadConfig(join(folder, 'revloop.yaml'));

    expect(config.currency).toBe('JPY');
    rmSync(folder, { recursive: true });
  });

  it('says that there is none', () => {
    const { code } = failureOf(() => loadConfig(join(tmpdir(), 'revloop-none', 'revloop.yaml')));

    expect(code).toBe('config-missing');
  });
});

function failureOf(call: () => unknown): AppError {
  try {
    call();
  } catch (cause) {
    if (cause instanceof AppError) return cause;
    throw cause;
  }
  throw new Error('nothing was thrown');
}
