/**
 * Which element each line of a long list is drawn in. A line keeps its element while it is there, wherever it stands; one that
 * leaves lends its element to one that comes, because making new ones costs more than all the rest of a frame.
 */
export class Slots {
  private held = new Map<number, number>();
  private spare: number[] = [];
  private made = 0;

  /** The slots of the lines that are there now, in their order. No two have the same one. */
  of(lines: readonly number[]): number[] {
    const wanted = new Set(lines);
    for (const [line, slot] of this.held) {
      if (wanted.has(line)) continue;
      this.held.delete(line);
      this.spare.push(slot);
    }
    return lines.map((line) => {
      const slot = this.held.get(line) ?? this.spare.pop() ?? this.made++;
      this.held.set(line, slot);
      return slot;
    });
  }
}
