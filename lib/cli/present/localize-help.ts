import type { Command } from 'commander';
import type { Lang } from '../../i18n/catalogue.ts';
import { HELP_JA } from '../../i18n/ja/help.ts';

/** Gives a command line, and every command below it, its help texts in a language. */
export function localizeHelp(command: Command, lang: Lang): void {
  if (lang === 'en') return;
  const words = (text: string): string => HELP_JA[text] ?? text;
  command.helpOption('-h, --help', words('display help for command'));
  if (command.commands.length > 0) command.helpCommand('help [command]', words('display help for command'));
  command.description(words(command.description()));
  for (const option of command.options) option.description = words(option.description);
  command.configureHelp({
    styleTitle: words,
    optionDescription: (option) => {
      const isShown = option.defaultValue !== undefined && typeof option.defaultValue !== 'boolean';
      const choices = option.argChoices === undefined ? [] : [`選択肢: ${option.argChoices.join(', ')}`];
      const preset = isShown ? [`既定値: ${JSON.stringify(option.defaultValue)}`] : [];
      const notes = [...choices, ...preset];
      return notes.length === 0 ? option.description : `${option.description}(${notes.join('、')})`;
    },
  });
  command.configureOutput({
    writeOut: (text) =>
      void process.stdout.write(text.replace(/^Example:$/m, '例:').replace(/^Start:$/m, 'はじめに:')),
  });
  for (const child of command.commands) localizeHelp(child, lang);
}
