import type { WordId } from "../../words";

type Advice = { why: WordId; todo: WordId[] };
const advice = (why: WordId, ...todo: WordId[]): Advice => ({ why, todo });

/** Reasons of the receiver → why it was rejected and what to do. */
const REASONS: Record<string, Advice> = {
  wrong_secret: advice("why.wrong_secret", "todo.register_again", "todo.foreign"),
  previous_secret: advice("why.previous_secret", "todo.wait_rotation", "todo.register_again"),
  no_secret: advice("why.no_secret", "todo.register_again"),
  header_missing: advice("why.header_missing", "todo.register_again", "todo.proxy"),
  header_doubled: advice("why.header_doubled", "todo.proxy"),
  header_malformed: advice("why.header_malformed", "todo.proxy"),
  clock_off: advice("why.clock_off", "todo.clock", "todo.replay"),
  body_not_json: advice("why.body_not_json", "todo.proxy"),
  body_unreadable: advice("why.body_not_json", "todo.proxy"),
  tester_form: advice("why.tester_form", "todo.tester"),
};

const OTHER = advice("why.other", "todo.register_again", "todo.proxy");

export function adviceFor(why: string | null): Advice {
  return (why !== null && REASONS[why]) || OTHER;
}
