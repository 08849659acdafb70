//! One suite for both stores: what a log promises holds on each of them.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests: a panic is the answer")]

mod claimed;
mod claims;
mod houses;
mod interleaved;
mod links;
mod log;
mod moving;
mod notices;
#[path = "../support/mod.rs"]
mod support;
mod team;

/// Runs each of these tests on each store.
macro_rules! on_both_stores {
    ($($module:ident::$test:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                use crate::houses::{House, SqliteHouse};
                crate::$module::$test(&SqliteHouse::new().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                use crate::houses::{House, PostgresHouse};
                crate::$module::$test(&PostgresHouse::new().await).await;
            })*
        }
    };
}

on_both_stores!(
    claimed::whatever_happens_nobody_takes_what_another_has,
    claims::all_keys_are_given_or_none,
    claims::what_was_asked_once_is_done_once,
    claims::whoever_has_not_read_what_became_of_it_is_given_nothing,
    claims::silence_frees_what_was_planned_and_nothing_that_may_have_left,
    claims::what_a_silent_device_had_planned_is_given_on_the_way,
    claims::an_unknown_outcome_is_ended_by_a_status_call_that_began_late_enough,
    claims::who_asks_to_let_go_waits_until_it_is_free,
    interleaved::whatever_happens_the_log_has_no_gap_and_nothing_twice,
    links::a_link_is_found_by_its_secret_its_state_and_its_team,
    links::of_all_codes_that_come_together_one_is_taken,
    links::what_becomes_of_a_link_is_kept_until_long_after_its_end,
    log::a_batch_is_appended_in_its_order_or_not_at_all,
    log::a_repetition_comes_to_the_place_of_the_first,
    log::links_are_those_of_the_definition,
    log::a_read_is_bounded_and_has_no_gap,
    log::whoever_waits_hears_of_every_node,
    log::bodies_go_and_the_chain_stays,
    log::a_console_may_begin_with_the_last_days,
    log::teams_share_nothing,
    team::the_first_key_that_is_pinned_stays,
    team::an_invitation_admits_once_and_in_time,
    team::a_device_is_removed_but_not_the_last_admin,
    team::two_admins_who_remove_each_other_do_not_both_go,
    team::endpoints_are_those_of_their_team,
    team::rejected_calls_make_room_for_newer_ones,
    team::when_devices_were_seen_is_kept_beside_the_directory,
);
