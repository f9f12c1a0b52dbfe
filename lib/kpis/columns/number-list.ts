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
  let values = new Int32Array(FIRST_SIZE);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const wider = new Int32Array(Math.ceil(length * GROWTH));
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

/** Numbers of 64 bits: whole up to 2^53. */
export function floatList(): NumberList<Float64Array> {
  let values = new Float64Array(FIRST_SIZE);
  let length = 0;
  return {
    push: (value) => {
      if (length === values.length) {
        const wider = new Float64Array(Math.ceil(length * GROWTH));
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
