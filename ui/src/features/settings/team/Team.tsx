import { useQuery } from "@tanstack/react-query";
import { Loading } from "../../../components/Page";
import { useFrame } from "../../../navigation/frame";
import { teamStatusQuery } from "../../../queries/teamQueries";
import { Invite } from "./Invite";
import { Join } from "./Join";
import { Leave } from "./Leave";
import { Members } from "./Members";
import { Standing } from "./Standing";
import { TryTeam } from "./TryTeam";

/** The team of this environment: how its feed stands, who is in it, and joining and leaving. */
export function Team() {
  const { profile } = useFrame();
  const { data: status } = useQuery(teamStatusQuery);
  if (!status) return <Loading />;
  const { membership } = status;
  if (!membership) return profile.kind === "sandbox" ? <TryTeam /> : <Join />;
  return (
    <>
      <Standing status={status} membership={membership} />
      <Members mayRemove={membership.role === "admin"} />
      {membership.role === "admin" && <Invite />}
      <Leave team={membership.team} />
    </>
  );
}
