declare module "virtual:catalogue" {
  type Texts = Record<string, unknown>;
  /** Of the language that all others are compared with. */
  export const source: Texts;
  /** Of each language, in a file of its own. */
  const loaders: Record<import("./languages").WindowLanguage, () => Promise<{ default: Texts }>>;
  export default loaders;
}
