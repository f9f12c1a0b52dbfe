/** Numbers words in the order they come, from 0. */
export interface Dictionary {
  readonly words: readonly string[];
  readonly numberOf: (word: string) => number;
}

/** A dictionary that starts with `known`, in that order. */
export function dictionaryOf(known: readonly string[] = []): Dictionary {
  const words = [...known];
  const numbers = new Map(words.map((word, at) => [word, at]));
  return {
    words,
    numberOf: (word) => {
      const number = numbers.get(word);
      if (number !== undefined) return number;
      numbers.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}
