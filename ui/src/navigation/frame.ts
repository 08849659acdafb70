import { createContext, useContext } from "react";
import type { ProfileSummary, Start } from "../api/types";
import type { LastPlaces } from "./lastPlaces";

/** What every place may need to know of the window around it. */
export type FrameFacts = { start: Start; profile: ProfileSummary; places: LastPlaces };

const Context = createContext<FrameFacts | null>(null);
export const FrameProvider = Context.Provider;

export function useFrame(): FrameFacts {
  const facts = useContext(Context);
  if (!facts) throw new Error("no frame around this component");
  return facts;
}

/** Opens the sign-in, of a merchant who is known or of nobody yet. */
export type Authorize = (merchant: string | null) => void;

const Authorizing = createContext<Authorize>(() => {});
export const AuthorizeProvider = Authorizing.Provider;

export function useAuthorize(): Authorize {
  return useContext(Authorizing);
}
