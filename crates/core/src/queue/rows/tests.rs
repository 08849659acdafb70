use super::{Facts, Since};
use crate::view::{AccountId, Provider, QueueRow, QueueSubscriptions};
use gangway_domain::{
    IntegrationId,
    application::Status,
    queue::{NextStep, Stage},
};
use gangway_record::{
    Connection, in_memory,
    merchants::businesses::Account,
    queue::{self, Kept},
};

const NOW: i64 = 1000;
const RATEPAY: QueueSubscriptions = QueueSubscriptions { differing: 2, disputes: 0 };

/// Two merchants at Rappi, two applicants, one open sign-in of somebody new and one of somebody known.
fn record() -> Connection {
    let c = in_memory().unwrap();
    c.execute_batch(
        "INSERT INTO merchants (id, email, name, authorized_at, token_expires_at, refreshed_at) VALUES
             ('done', 'done@x', 'Zoo', 1, 2000, 50), ('over', 'over@x', 'Bar', 1, 900, 50);
         INSERT INTO stores (merchant, id, row, name, brand, integration, revision) VALUES
             ('done', '1', 0, '', '', 'pos', 1), ('done', '2', 1, '', '', 'pos', 1), ('over', '1', 0, '', '', NULL, 1);
         INSERT INTO applications (id, merchant, name, name_key, status, since, created_at, seen_at, resubmitted, contested, search)
             VALUES ('app', 'mid', 'Ana', '', 'NEEDS_INFORMATION', 70, 5, 0, 0, 0, ''),
                    ('app_2', 'mid_2', '', '', 'COMPLETED', 70, 5, 0, 0, 0, '');
         INSERT INTO attempts (id, state_digest, way, redirect, expected_email, started_at, expires_at, status) VALUES
             ('new', '1', 'link', '', 'new@x', 80, 2000, 'waiting'), ('known', '2', 'link', '', 'over@x', 80, 2000, 'waiting'),
             ('gone', '3', 'link', '', 'gone@x', 80, 900, 'waiting');",
    )
    .unwrap();
    c
}

fn rows(c: &Connection) -> Vec<QueueRow> {
    let since = Since { missed: 0, failed: 0, resting: 0 };
    Facts::read(c, &[IntegrationId::from("pos")], since, NOW).unwrap().rows(RATEPAY)
}

fn account(provider: Provider, id: &str) -> AccountId {
    AccountId { provider, id: id.into() }
}

#[test]
fn every_merchant_is_a_row_with_what_is_next() {
    let rows = rows(&record());
    let seen: Vec<_> = rows.iter().map(|it| (it.name.as_str(), it.stage, it.next, it.since, it.keeps)).collect();
    let expected = [
        ("Ana", None, NextStep::GiveInformation, Some(70), true),
        ("Bar", Some(Stage::Authorized), NextStep::SignInAgain, Some(900), true),
        ("mid_2", None, NextStep::Nothing, None, true),
        ("new@x", Some(Stage::Invited), NextStep::FinishSignIn, Some(80), false),
        ("Zoo", Some(Stage::Verified), NextStep::Nothing, None, true),
    ];
    assert_eq!(seen, expected);
    assert_eq!((rows[4].stores, rows[4].integrated), (2, 2));
    assert_eq!(rows[4].provider, None, "nothing is next anywhere");
}

#[test]
fn linked_accounts_are_one_row_with_the_most_urgent_of_them_and_keep_what_was_kept() {
    let c = record();
    let kept = Kept { owner: Some("ana".into()), ..Kept::default() };
    queue::put(&c, &Account { provider: Provider::Rainforest, id: "mid".into() }, &kept, 1).unwrap();
    c.execute_batch(
        "INSERT INTO businesses (id, name, made_at) VALUES ('b', 'Café', 1);
         INSERT INTO business_accounts (provider, account, business) VALUES
             ('rainforest', 'mid', 'b'), ('rappi', 'done', 'b'), ('ratepay', 'client', 'b');",
    )
    .unwrap();
    let all = rows(&c);
    assert_eq!(all.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Bar", "Café", "mid_2", "new@x"]);
    let row = &all[1];
    assert_eq!((row.business.as_deref(), row.merchant.as_deref()), (Some("b"), Some("done")));
    assert_eq!(row.account, account(Provider::Rappi, "done"), "what is kept from now on is kept about this one");
    assert_eq!(row.owner.as_deref(), Some("ana"), "and what was kept is there");
    assert_eq!(row.application.as_ref().map(|it| &it.status), Some(&Status::NeedsInformation));
    assert_eq!(row.subscriptions, Some(RATEPAY));
    // What we can do comes before what the merchant has to.
    assert_eq!((row.next, row.provider), (NextStep::SettleSubscriptions, Some(Provider::Ratepay)));
}
