import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { ProfileSummary, Start } from "../api/types";
import { NoticeLayers } from "../components/notices/noticeLayers";
import { useNotices } from "../components/notices/notices";
import { FrameProvider } from "../navigation/frame";
import { LastPlaces } from "../navigation/lastPlaces";
import { TreesProvider, useNewTrees } from "../queries/trees";
import { newRouter } from "./router";

/** One profile: its places, its history, and the trees that were read of it. */
export function Frame({ start, profile }: { start: Start; profile: ProfileSummary }) {
  const [places] = useState(() => new LastPlaces(profile.name));
  const [router] = useState(() => newRouter(places));
  const trees = useNewTrees();
  const { fail } = useNotices();
  const { failure } = start;
  useEffect(() => {
    if (failure) fail(failure);
  }, [failure, fail]);
  return (
    <FrameProvider value={{ start, profile, places }}>
      <TreesProvider value={trees}>
        <NoticeLayers>
          <RouterProvider router={router} />
        </NoticeLayers>
      </TreesProvider>
    </FrameProvider>
  );
}
