declare module "virtual:catalogue" {
  const catalogue: Record<import("./languages").WindowLanguage, Record<string, unknown>>;
  export default catalogue;
}
