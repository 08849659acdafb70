import { useState } from "react";
import { Button } from "../components/Button";
import { Note } from "../components/Note";
import { Bar } from "../components/Page";
import { useWords } from "../i18n";
import { useFrame } from "../navigation/frame";

/** What was under way when the program last ended: said at whatever place it opens again, until somebody has read it. */
export function LeftOpen() {
  const { t, number } = useWords();
  const { leftOpen } = useFrame().start;
  const [read, setRead] = useState(false);
  if (leftOpen === 0 || read) return null;
  return (
    <Bar>
      <Note tone="doubt" testId="left-open">
        {t("start.leftOpen", { count: leftOpen, number: number(leftOpen) })}{" "}
        <Button look="link" onPress={() => setRead(true)} testId="left-open-read">
          {t("common.close")}
        </Button>
      </Note>
    </Bar>
  );
}
