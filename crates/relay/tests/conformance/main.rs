//! One suite for both stores: what a log promises holds on each of them.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests: a panic is the answer")]

mod houses;
mod interleaved;
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
    interleaved::whatever_happens_the_log_has_no_gap_and_nothing_twice,
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
