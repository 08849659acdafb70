import { Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAuthorize, useFrame } from "../navigation/frame";
import { NoticeStack } from "../navigation/NoticeStack";
import { useHere } from "../navigation/places";
import { RegisterProvider } from "../navigation/registering";
import { StepProvider } from "../navigation/steps";
import { useChanges, useGoto } from "../queries/changes";
import { useOnStores } from "../queries/trees";
import { Authorizing } from "./Authorizing";
import { ClosingDialog } from "./ClosingDialog";
import { ConnectionLine } from "./ConnectionLine";
import css from "./Frame.module.css";
import { LeftOpen } from "./LeftOpen";
import { Palette } from "./Palette";
import { Ribbon } from "./Ribbon";
import { Side } from "./Side";
import { useArrival } from "./useArrival";
import { useHistoryKeys } from "./useHistoryKeys";
import { useLetters } from "./useLetters";
import { useMenu } from "./useMenu";
import { usePaletteKey } from "./usePaletteKey";

/** What stands around every place. */
export function Shell() {
  return (
    <Authorizing>
      <Around />
    </Authorizing>
  );
}

function Around() {
  const go = useNavigate();
  const authorize = useAuthorize();
  const { profile } = useFrame();
  const { route } = useHere();
  const { merchant = null } = useParams({ strict: false });
  const [palette, setPalette] = useState(false);
  const [closing, setClosing] = useState<number | null>(null);
  const work = useArrival(route);
  useChanges(useOnStores());
  useGoto((it) => {
    if (it.to === "closing") setClosing(it.runs);
    else if (it.to === "authorize") authorize(null);
    // An address begins with one slash: two would be another host.
    else if (/^\/(?!\/)/.test(it.path)) void go({ href: it.path });
  });
  useMenu();
  usePaletteKey(() => setPalette((is) => !is));
  useHistoryKeys();
  useLetters();
  return (
    <StepProvider authorize={() => authorize(merchant)}>
      <RegisterProvider>
        <div className={css.frame} data-profile={profile.kind}>
          <Ribbon />
          <Side onPalette={() => setPalette(true)} />
          <main className={css.main} ref={work} tabIndex={-1}>
            <LeftOpen />
            <Outlet />
          </main>
          <ConnectionLine />
        </div>
        <NoticeStack />
        <ClosingDialog runs={closing} onClose={() => setClosing(null)} />
        <Palette open={palette} onClose={() => setPalette(false)} />
      </RegisterProvider>
    </StepProvider>
  );
}
