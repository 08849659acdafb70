import { createContext, useContext } from "react";
import type { Platform } from "../api";

const Context = createContext<Platform | null>(null);
export const PlatformProvider = Context.Provider;

export function usePlatform(): Platform {
  const platform = useContext(Context);
  if (!platform) throw new Error("no platform above this component");
  return platform;
}
