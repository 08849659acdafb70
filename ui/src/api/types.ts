/** The types of the border, under the name that the rest of the window imports; only this folder knows where they come from. */
export type * from "./bindings";
export type { StoreColumns } from "./packed";
