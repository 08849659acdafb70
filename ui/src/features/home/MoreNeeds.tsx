import { useNavigate } from "@tanstack/react-router";
import type { ApplicationStatus, AttentionKind, MoreAttention } from "../../api/types";
import { statusWord } from "../../components/applicationStatus";
import { Button } from "../../components/Button";
import { useWords } from "../../i18n";
import { NEED } from "./kinds";
import css from "./Needs.module.css";

/** The lists of those that can be many. */
const STATUSES: Partial<Record<AttentionKind, ApplicationStatus[]>> = {
  applications_in_review: ["IN_REVIEW"],
  applications_need_information: ["NEEDS_INFORMATION"],
  application_stalled: ["CREATED", "IN_PROGRESS"],
};

/** What is too much to be listed, with the way to where all of it is. */
export function MoreNeeds({ more }: { more: MoreAttention[] }) {
  const go = useNavigate();
  const { t, number } = useWords();
  if (more.length === 0) return null;
  return (
    <p className={css.more} data-testid="more-needs">
      {more.map(({ kind, count }) => {
        const text = t("need.more", { kind: t(NEED[kind].word), number: number(count) });
        const status = STATUSES[kind]?.map(statusWord);
        return status ? (
          <Button
            key={kind}
            look="link"
            onPress={() => go({ to: "/applications", search: { view: "table", status } })}
            testId={`more-${kind}`}
          >
            {text}
          </Button>
        ) : (
          <span key={kind}>{text}</span>
        );
      })}
    </p>
  );
}
