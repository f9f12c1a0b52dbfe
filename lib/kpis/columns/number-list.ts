/** A list of numbers that grows, at a third of the memory of an array of them. */
export interface NumberList<T> {
  readonly push: (value: number) => void;
  readonly length: () => number;
  /** Its numbers, copied. */
  readonly array: () => T;
}

const FIRST_SIZE = 1024;
/** Of a list that is full. Doubling would leave up to half of it empty. */
const GROWTH = 1.5;

/** Whole numbers of 32 bits. */
export function intList(): NumberList<Int32Array> {
  return numberList((size) => new Int32Array(size));
}

/** Numbers of 64 bits: whole up to 2^53. */
export function floatList(): NumberList<Float64Array> {
  return numberList((size) => new Float64Array(size));
}

/** What a list needs of the typed array it keeps its numbers in. */
interface Numbers<T> {
  [at: number]: number;
  readonly length: number;
  readonly set: (from: ArrayLike<number>) => void;
  readonly slice: (start: number, end: number) => T;
}

function numberList<T>(make: (size: number) => Numbers<T>): NumberList<T> {
  let values = make(FIRST_SIZE);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const wider = make(Math.ceil(length * GROWTH));
        wider.set(values);
        values = wider;
      }
      values[length] = value;
      length += 1;
    },
    length: () => length,
    array: () => values.slice(0, length),
  };
}
