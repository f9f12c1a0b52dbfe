import { messages } from './en/messages.ts';
import { reasons } from './en/reasons.ts';
import { studio } from './en/studio.ts';
import { words } from './en/words.ts';

export const en = { ...words, ...reasons, messages, studio } as const;
