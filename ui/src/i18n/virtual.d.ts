declare module "virtual:words/*" {
  const catalog: Record<string, unknown>;
  export default catalog;
}
