import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../lib/cli/program.ts';

describe('--help', () => {
  it.each(commandsOf(createProgram()))('of `%s` ends with an example that runs it', (name, command) => {
    const text = helpOf(command);

    expect(text).toContain('--help');
    expect(text.split('\nExample:\n')[1]).toContain(name);
  });

  it.each(leavesOf(createProgram()))('of `%s` names the options that every command has', (_, command) => {
    const text = helpOf(command);

    for (const option of ['--config', '--lang', '--as-of', '--json']) expect(text).toContain(option);
  });

  it('of the program shows where to start', () => {
    const text = helpOf(createProgram());

    expect(text).toContain('\nStart:\n  revloop demo\n');
  });
});

type Named = readonly [string, Command];

/** Every command but the program itself, with the words that call it. */
function commandsOf(parent: Command, before = 'revloop'): readonly Named[] {
  return parent.commands.flatMap((command) => {
    const name = `${before} ${command.name()}`;
    return [[name, command] as const, ...commandsOf(command, name)];
  });
}

function leavesOf(program: Command): readonly Named[] {
  return commandsOf(program).filter(([, { commands }]) => commands.length === 0);
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}
