/** Something that changes in place, and whoever hears of that. */
export class Heard {
  /** Grows with every change that can be seen. */
  tick = 0;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): number => this.tick;

  protected tell(): void {
    this.tick++;
    for (const listener of this.listeners) listener();
  }
}
