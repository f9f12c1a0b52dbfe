import type { en } from './en.ts';
import { messages } from './ja/messages.ts';
import { reasons } from './ja/reasons.ts';
import { studio } from './ja/studio.ts';
import { words } from './ja/words.ts';
import type { Shape } from './shape.ts';

export const ja = { ...words, ...reasons, messages, studio } satisfies Shape<typeof en>;
