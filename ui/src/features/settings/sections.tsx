import { useQuery } from "@tanstack/react-query";
import { Loading } from "../../components/Page";
import { useFrame } from "../../navigation/frame";
import { profileQuery, rappiSettingsQuery } from "../../queries/environmentQueries";
import { webhooksQuery } from "../../queries/webhookQueries";
import { Announced } from "./Announced";
import { ConnectionCheck } from "./ConnectionCheck";
import { Credentials } from "./Credentials";
import { ProfileFacts } from "./ProfileFacts";
import { Profiles } from "./Profiles";
import { RappiForm } from "./RappiForm";
import { Receiver } from "./Receiver";
import { RecordFacts } from "./RecordFacts";
import { Workers } from "./Workers";

export function ProfileSection() {
  const { data: detail } = useQuery(profileQuery);
  const { data: rappi } = useQuery(rappiSettingsQuery);
  return (
    <>
      {detail ? <ProfileFacts key={detail.name} detail={detail} /> : <Loading />}
      {detail && rappi && <RappiForm key={`${detail.name} rappi`} settings={rappi} />}
      <RecordFacts />
      <Workers />
    </>
  );
}

export function CredentialsSection() {
  const { data: detail } = useQuery(profileQuery);
  return detail ? <Credentials detail={detail} /> : <Loading />;
}

export function ReceiverSection() {
  const { data: detail } = useQuery(profileQuery);
  const { data: webhooks } = useQuery(webhooksQuery);
  return detail && webhooks ? <Receiver detail={detail} webhooks={webhooks} /> : <Loading />;
}

export function ConnectionSection() {
  return (
    <>
      <ConnectionCheck />
      <Announced />
    </>
  );
}

export function ProfilesSection() {
  const { start, profile } = useFrame();
  return <Profiles profiles={start.profiles} current={profile.name} />;
}
