import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { useFrame } from "./frame";

/** Goes to a place as it was left; who is there already sees all of it. */
export function useGoToPlace(): (path: string) => void {
  const go = useNavigate();
  const router = useRouter();
  const { places } = useFrame();
  return useCallback(
    (path) => void go({ href: router.state.location.pathname === path ? path : places.of(path) }),
    [go, router, places],
  );
}
