/** "2 (20 + 17)", and for long runs "500 (499 × 20 + 7)". */
export function batchWords(sizes: number[], number: (value: number) => string): string {
  const groups: { size: number; times: number }[] = [];
  for (const size of sizes) {
    const last = groups[groups.length - 1];
    if (last && last.size === size) last.times++;
    else groups.push({ size, times: 1 });
  }
  const words = groups.map(({ size, times }) => (times > 1 ? `${number(times)} × ${size}` : `${size}`));
  return sizes.length < 2 ? number(sizes.length) : `${number(sizes.length)} (${words.join(" + ")})`;
}
