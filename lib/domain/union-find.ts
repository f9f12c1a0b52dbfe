/** Disjoint sets of names: joined names have one `find`. */
export class UnionFind {
  readonly #parent = new Map<string, string>();

  constructor(names: Iterable<string>) {
    for (const name of names) this.#parent.set(name, name);
  }

  /** Every name ever given. */
  names(): IterableIterator<string> {
    return this.#parent.keys();
  }

  /** A name that is known already stays where it is. */
  add(name: string): void {
    if (!this.#parent.has(name)) this.#parent.set(name, name);
  }

  has(name: string): boolean {
    return this.#parent.has(name);
  }

  /** The set's representative; a name never seen stands for itself. */
  find(name: string): string {
    let root = name;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root))
      root = up;
    for (let at = name; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [left, right] = [this.find(a), this.find(b)];
    if (left === right) return;
    const [low, high] = left < right ? [left, right] : [right, left];
    this.#parent.set(high, low);
  }
}
