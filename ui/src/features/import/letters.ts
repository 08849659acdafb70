/** A, B … Z, AA: what spreadsheets call a column. */
export function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last;
}

/** A column as the person's spreadsheet has it: its letters, and its title if it has one. */
export function columnLabel(titles: string[], at: number): string {
  return titles[at]?.trim() ? `${letters(at)} · ${titles[at]}` : letters(at);
}
