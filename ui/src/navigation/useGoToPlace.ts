import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { useNarrow } from "../components/useNarrow";
import { useFrame } from "./frame";

/** The same list without the row whose panel was open. */
function withoutOpen(address: string): string {
  const [path = "", view = ""] = address.split("?");
  const search = new URLSearchParams(view);
  search.delete("open");
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Goes to a place as it was left; who is there already sees all of it. In a narrow window no panel opens over what one came for. */
export function useGoToPlace(): (path: string) => void {
  const go = useNavigate();
  const router = useRouter();
  const narrow = useNarrow();
  const { places } = useFrame();
  return useCallback(
    (path) => {
      const left = places.of(path);
      const address = narrow ? withoutOpen(left) : left;
      void go({ href: router.state.location.pathname === path ? path : address });
    },
    [go, router, places, narrow],
  );
}
