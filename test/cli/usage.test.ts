import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../lib/cli/program.ts';
import { aPlace, jsonOf, leave, type Place, put, revloop } from './run-revloop.ts';

let place: Place;

beforeAll(() => {
  place = aPlace();
  put(place, {
    'broken.yaml': 'version: 1\ncurrency: Yen\ncrm:\n  hubspot:\n    secret: x\n    stagess: {}\n',
    'unclosed.yaml': 'version: 1\ncurrency: "JPY\n',
    'garbage.json': '{"planId":1}',
  });
});

afterAll(() => leave(place));

describe('wrong words', () => {
  it.each([
    ['an unknown command', ['frobnicate'], 'revloop --help'],
    ['an unknown subcommand', ['kpi', 'shw'], 'revloop kpi --help'],
    ['an unknown option', ['plan', '--frobnicate'], 'revloop plan --help'],
    ['an unknown choice', ['kpi', 'show', '--by', 'moon'], 'revloop kpi show --help'],
    ['a missing argument', ['apply'], 'revloop apply --help'],
    ['a day that does not exist', ['kpi', 'show', '--from', '2026-02-31'], 'revloop kpi show --help'],
    ['a port that does not exist', ['studio', '--port', '99999'], 'revloop studio --help'],
    ['a seed that is no number', ['demo', '--seed', 'x'], 'revloop demo --help'],
  ] as const)('such as %s end with 2 and point at the help of the command', async (_, args, help) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    const exit = await runCli([...args, '--lang', 'en']);

    const text = said.mock.calls.map(([part]) => String(part)).join('');
    said.mockRestore();
    expect(exit).toBe(2);
    expect(text).toMatch(/^RL-1002 {2}/);
    expect(text).toContain(`Next: ${help}\n`);
  });
});

describe.concurrent('exit code 2', () => {
  it.each([
    ['an unknown command', ['frobnicate'], 'RL-1002'],
    ['a missing config', ['kpi', 'show'], 'RL-1004'],
    ['a missing config that is named', ['validate', '--config', 'nowhere.yaml'], 'RL-1004'],
    ['a config that breaks its schema', ['validate', '--config', 'broken.yaml'], 'RL-1003'],
    ['a missing export folder of a demo', ['demo', '--once', '--from', 'nowhere'], 'RL-1005'],
    ['a plan file that is none', ['apply', 'garbage.json'], 'RL-2302'],
  ] as const)('says that it is %s', async (_, args, code) => {
    const { code: exit, stdout, stderr } = await revloop(place, args);

    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^${code}  `));
    expect(stderr).not.toMatch(/\n +at /);
  });
});

describe.concurrent('an error', () => {
  it.each([
    ['en', 'What happened', 'Who can fix it', 'Next'],
    ['ja', '内容', '対応する人', '次の手順'],
  ] as const)('names code, reason, who fixes it and the next command in %s', async (lang, ...titles) => {
    const { stderr } = await revloop(place, ['kpi', 'show', '--config', 'nowhere.yaml', '--lang', lang]);

    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^RL-1004 {2}\S/);
    expect(lines.slice(1).map((line) => line.trim().split(':')[0])).toEqual(titles);
    expect(lines.at(-1)).toContain('revloop init');
  });

  it('is in the language of the terminal where no other is known', async () => {
    const { stderr } = await revloop(place, ['kpi', 'show'], { LANG: 'ja_JP.UTF-8' });

    expect(stderr).toContain('対応する人');
  });

  it('names line and column of each problem of a config', async () => {
    const { stderr } = await revloop(place, ['validate', '--config', 'broken.yaml']);

    expect(stderr).toContain('broken.yaml:2:1  currency: ');
    expect(stderr).toContain('broken.yaml:6:5  crm.hubspot: Unrecognized key: "stagess"');
  });

  it('names line and column of text that is no YAML', async () => {
    const { code, stderr } = await revloop(place, ['validate', '--config', 'unclosed.yaml']);

    expect(code).toBe(2);
    expect(stderr).toMatch(/unclosed\.yaml:\d+:\d+ {2}/);
  });

  it('is one JSON document on standard output with --json', async () => {
    const outcome = await revloop(place, ['kpi', 'show', '--json']);

    expect(jsonOf(outcome)).toEqual({
      error: { code: 'RL-1004', name: 'config-missing', message: expect.any(String) },
    });
  });
});

describe.concurrent('revloop init', () => {
  it.each([
    ['salesforce', ['salesforce']],
    ['hubspot', ['hubspot']],
    ['both', ['salesforce', 'hubspot']],
  ] as const)('writes a valid config for %s', async (crm, names) => {
    const file = `init-${crm}.yaml`;

    const init = await revloop(place, ['init', '--crm', crm, '--config', file, '--json']);
    const valid = await revloop(place, ['validate', '--config', file, '--json']);

    expect([init.code, valid.code]).toEqual([0, 0]);
    expect(jsonOf(init)).toEqual({ file: join(place.cwd, file) });
    expect(jsonOf(valid)).toMatchObject({ valid: true, file, currency: 'JPY', timezone: 'Asia/Tokyo' });
    const sections = readFileSync(join(place.cwd, file), 'utf8').match(/^ {2}(salesforce|hubspot):$/gm);
    expect(sections?.map((line) => line.trim().slice(0, -1))).toEqual(names);
  });

  it('leaves a config that is there alone', async () => {
    put(place, { 'mine.yaml': 'version: 1\n' });

    const { code, stderr } = await revloop(place, ['init', '--config', 'mine.yaml']);

    expect(code).toBe(2);
    expect(stderr).toContain('revloop init --force');
    expect(readFileSync(join(place.cwd, 'mine.yaml'), 'utf8')).toBe('version: 1\n');
  });
});

describe('revloop', () => {
  it('prints its version', async () => {
    const { code, stdout } = await revloop(place, ['--version']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
