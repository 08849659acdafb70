/** The next rows of a list, the newest first. */
export const page = <R extends { id: number }>(rows: R[], before: number | null, limit: number): R[] =>
  rows.filter((row) => before === null || row.id < before).slice(0, limit);
