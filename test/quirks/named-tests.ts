import { codeOf } from '../support/source-text.ts';
import { readSources } from '../support/source-tree.ts';

/** A test, or a group of tests, by a name that begins with what it holds RevLoop to. */
export interface NamedTest {
  readonly id: string;
  readonly file: string;
  readonly name: string;
}

/** Tests of the simulators, and those that `npm test` does not run. */
const LEFT_OUT = /^test\/(?:local|browser|cloud|referee)\//;
const WHOLE_SYNC = /^test\/(?:quirks|faults)\//;
/** A name as first argument and what follows it as a second one; `(?:x)` and `.skip` are no tests. */
const NAMED =
  /(?<!skip|todo)\(\s*(['"`])((?:[FHSX]\d{1,2}:? )+(?:(?!\1)[^\\\n]|\\.)*)\1,\s*(?:async\b|\(|\{)/g;

/** One test of each id: one of the whole sync where there is one, else the first by path. It stays while others come. */
export function firstTests(): ReadonlyMap<string, NamedTest> {
  const tests = namedTests();
  const whole = tests.filter(({ file }) => WHOLE_SYNC.test(file));
  return new Map([...whole, ...tests].toReversed().map((test) => [test.id, test]));
}

/** Every test whose name begins with one or more ids, once for each of them. */
export function namedTests(): readonly NamedTest[] {
  return readSources(['test'])
    .filter(({ path }) => path.endsWith('.test.ts') && !LEFT_OUT.test(path))
    .flatMap(({ path, text }) => namesIn(codeOf(text, { keepStrings: true }), path));
}

function namesIn(code: string, file: string): readonly NamedTest[] {
  return [...code.matchAll(NAMED)].flatMap(([, , name = '']) => {
    const [ids = ''] = /^(?:[FHSX]\d{1,2}:? )+/.exec(name) ?? [];
    return ids
      .trim()
      .split(/:? |:$/)
      .filter((id) => id !== '')
      .map((id) => ({ id, file, name: name.slice(ids.length) }));
  });
}
