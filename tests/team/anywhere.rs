//! A merchant anywhere: a console makes the link, the merchant signs in by the relay, and whichever console is there finishes it.

use crate::house::{Colleague, House, as_whom, complete};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gangway_core::{
    Console, Reason,
    view::{InvitationRow, InvitationStage, MerchantRow, NewInvitation, TeamRole},
};
use gangway_relay::{LinkBy, Links as _, Log as _, NewEntry};
use gangway_sandbox::MerchantLogin;
use gangway_tests::{
    Desk,
    http::{Answer, client, send},
    merchant, until, until_some,
};
use gangway_wire::{Answer as Answered, Entry, Envelope, Key, LinkId};

/// Ana at the desk, an admin.
async fn ana(house: &House) -> Desk {
    let desk = Desk::open().await;
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    desk
}

async fn with_role(desk: &Desk, person: &str, role: TeamRole) -> Colleague {
    let invitation = desk.console.team.invite(&format!("{person}@acme.example"), role).await.unwrap();
    let colleague = Colleague::beside(desk).await;
    colleague.console.team.join(&invitation.link, &as_whom(person)).await.unwrap();
    colleague
}

fn to(email: &str) -> NewInvitation {
    NewInvitation { label: "Parrilla del Puerto".into(), email: Some(email.into()), language: None }
}

async fn invite(console: &Console, email: &str) -> InvitationRow {
    console.invitations.make(&[to(email)]).await.unwrap().pop().unwrap()
}

/// The merchant opens the link, presses the button, and comes to the provider's login.
async fn to_the_login(row: &InvitationRow) -> String {
    let address = row.address.clone().unwrap();
    until("the relay says that somebody is there", async || send(client().get(&address)).await.status == 200).await;
    let on = send(client().post(&address)).await;
    assert_eq!(on.status, 303, "{}", on.body);
    on.location.unwrap()
}

/// The whole way, until the relay says what became of it.
async fn sign_in(row: &InvitationRow, account: &MerchantLogin) -> Answer {
    let login = to_the_login(row).await;
    merchant::follow(&merchant::allow(&login, account).await).await
}

async fn row(console: &Console, id: &str) -> InvitationRow {
    console.invitations.list().await.unwrap().into_iter().find(|it| it.id == id).unwrap()
}

async fn in_stage(console: &Console, id: &str, stage: InvitationStage) -> InvitationRow {
    until_some("the invitation is there", async || {
        let row = row(console, id).await;
        (row.stage == stage).then_some(row)
    })
    .await
}

async fn signed_in(console: &Console) -> MerchantRow {
    until_some("the merchant is signed in", async || {
        let row = console.merchants.merchants().await.unwrap().pop();
        row.filter(|it| it.token_expires_at.is_some() && it.refreshed_at.is_some())
    })
    .await
}

#[tokio::test]
async fn a_link_is_finished_by_a_console_that_did_not_make_it() {
    let house = House::open().await;
    let desk = ana(&house).await;
    let ben = with_role(&desk, "Ben", TeamRole::Member).await;
    let account = desk.provider.at.merchants[0].clone();
    let made = invite(&desk.console, &account.email).await;
    assert_eq!(made.stage, InvitationStage::Open);
    desk.console.invitations.sent(&made.id, gangway_core::view::InvitationChannel::Copied).await.unwrap();
    // Ana goes home. What finishes the sign-in is not with her.
    let away = desk.leave().await;
    let page = sign_in(&made, &account).await;
    assert!(page.status == 200 && page.body.contains("You signed in"), "the page tells the truth: {}", page.body);
    assert_eq!(page.location, None);
    let his = signed_in(&ben.console).await;
    assert_eq!((his.email.as_str(), his.stores > 0), (account.email.as_str(), true));
    ben.console.merchants.refresh(&his.id).await.unwrap();
    let done = until_some("its stores are told", async || {
        Some(row(&ben.console, &made.id).await).filter(|it| it.stores.is_some())
    })
    .await;
    assert_eq!((done.stage, done.who.as_deref()), (InvitationStage::SignedIn, Some(account.email.as_str())));
    assert_eq!((done.merchant.as_ref(), done.stores), (Some(&his.id), Some(his.stores)));
    assert!(done.opened_at.is_some() && done.sent_at.is_some() && done.failure.is_none(), "{done:?}");
    // Ana comes back, and need not ask the merchant again.
    let desk = away.come_back().await;
    let hers = signed_in(&desk.console).await;
    desk.console.merchants.refresh(&hers.id).await.unwrap();
    // A used link is of no use to whoever stole it.
    let again = send(client().post(made.address.unwrap())).await;
    assert_eq!((again.status, again.location), (410, None));
}

#[tokio::test]
async fn sign_out_ends_it_for_all_and_viewers_never_have_it() {
    let house = House::open().await;
    let desk = ana(&house).await;
    let ben = with_role(&desk, "Ben", TeamRole::Member).await;
    let tam = with_role(&desk, "Tam", TeamRole::Viewer).await;
    let account = desk.provider.at.merchants[0].clone();
    let hers = desk.authorize().await;
    let his = signed_in(&ben.console).await;
    assert_eq!(his.email, hers.email);
    // A viewer has read the same log, and can open nothing of it.
    complete(&tam.console, house.head().await).await;
    assert!(tam.console.merchants.merchants().await.unwrap().is_empty());
    let refused = tam.console.invitations.make(&[to(&account.email)]).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::ViewerOnly));
    let made = invite(&ben.console, &account.email).await;
    assert!(made.address.is_some());
    let seen = row(&tam.console, &made.id).await;
    assert_eq!((seen.address, seen.label.as_str()), (None, "Parrilla del Puerto"), "read without the address");
    ben.console.merchants.sign_out(&his.id).await.unwrap();
    until("Ana's console has no token any more", async || {
        desk.console.merchants.merchants().await.unwrap()[0].token_expires_at.is_none()
    })
    .await;
    assert!(desk.console.merchants.refresh(&hers.id).await.is_err());
    // And it stays so after a start that reads nothing new.
    let desk = desk.restart().await;
    complete(&desk.console, house.head().await).await;
    assert!(desk.console.merchants.merchants().await.unwrap()[0].token_expires_at.is_none());
    // The same merchant once more, by a link: for both again.
    let page = sign_in(&made, &account).await;
    assert!(page.body.contains("You signed in"), "{}", page.body);
    for console in [&desk.console, &ben.console] {
        until("both have it", async || {
            let rows = console.merchants.merchants().await.unwrap();
            rows.len() == 1 && rows[0].token_expires_at.is_some()
        })
        .await;
    }
}

#[tokio::test]
async fn somebody_else_than_expected_is_asked_about_where_it_was_finished() {
    let house = House::open().await;
    let desk = ana(&house).await;
    let (expected, other) = (desk.provider.at.merchants[0].clone(), desk.provider.at.merchants[1].clone());
    let made = invite(&desk.console, &expected.email).await;
    let page = sign_in(&made, &other).await;
    assert!(page.body.contains("Another account signed in"), "{}", page.body);
    let asked = in_stage(&desk.console, &made.id, InvitationStage::SomebodyElse).await;
    assert!(asked.asks_here && asked.who.as_deref() == Some(other.email.as_str()), "{asked:?}");
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty(), "nobody is in yet");
    // A question outlives the program.
    let desk = desk.restart().await;
    assert!(row(&desk.console, &made.id).await.asks_here);
    desk.console.authorization.authorize_answer(&made.id, false).await.unwrap();
    let open = in_stage(&desk.console, &made.id, InvitationStage::Open).await;
    assert_eq!((open.failure.as_deref(), open.asks_here), (Some("not_wanted"), false));
    // The right one may come still.
    let page = sign_in(&made, &expected).await;
    assert!(page.body.contains("You signed in"), "{}", page.body);
    assert_eq!(signed_in(&desk.console).await.email, expected.email);
    // And an account that is right after all is taken.
    let made = invite(&desk.console, "somebody@shop.test").await;
    sign_in(&made, &other).await;
    in_stage(&desk.console, &made.id, InvitationStage::SomebodyElse).await;
    desk.console.authorization.authorize_answer(&made.id, true).await.unwrap();
    let done = in_stage(&desk.console, &made.id, InvitationStage::SignedIn).await;
    assert_eq!(done.who.as_deref(), Some(other.email.as_str()));
}

#[tokio::test]
async fn many_are_invited_at_once_and_a_repetition_makes_no_second_link() {
    let house = House::open().await;
    let desk = ana(&house).await;
    let wanted: Vec<_> = (0..70).map(|n| to(&format!("m{n}@shop.test"))).collect();
    let made = desk.console.invitations.make(&wanted).await.unwrap();
    let emails: Vec<_> = made.iter().map(|it| it.email.clone().unwrap()).collect();
    assert_eq!(emails, wanted.iter().map(|it| it.email.clone().unwrap()).collect::<Vec<_>>(), "in their order");
    let again = desk.console.invitations.make(&wanted[..3]).await.unwrap();
    assert_eq!(
        again.iter().map(|it| &it.address).collect::<Vec<_>>(),
        made[..3].iter().map(|it| &it.address).collect::<Vec<_>>()
    );
    assert_eq!(desk.console.invitations.list().await.unwrap().len(), 70);
    desk.console.invitations.cancel(&made[0].id).await.unwrap();
    assert_eq!(row(&desk.console, &made[0].id).await.stage, InvitationStage::Cancelled);
    let again = desk.console.invitations.make(&wanted[..1]).await.unwrap();
    assert_ne!(again[0].id, made[0].id, "what was taken back is not handed out again");
    let refused = desk.console.invitations.make(&[to("a@b.test"), to("no address")]).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::EmailMalformed), Some("2")));
}

/// A relay that mixes answers up, or makes some itself, gets nothing exchanged.
#[tokio::test]
async fn a_swapped_answer_is_refused_by_whoever_finishes_it() {
    let house = House::open().await;
    let desk = ana(&house).await;
    let account = desk.provider.at.merchants[0].clone();
    let (one, two) = (invite(&desk.console, "one@shop.test").await, invite(&desk.console, &account.email).await);
    let login = to_the_login(&one).await;
    let came = merchant::allow(&login, &account).await;
    let query = came.split_once('?').unwrap().1.to_owned();
    // The relay says that it is the other's answer.
    let by = |it: &InvitationRow| LinkBy::Id(house.team.clone(), LinkId(it.id.clone()));
    let kept = house.store.link(by(&two)).await.unwrap().unwrap();
    let code = gangway_relay::LinkChange::Code(gangway_wire::state_digest("x"));
    house.store.change_link(by(&two), code, kept.made_at).await.unwrap();
    let recipient: age::x25519::Recipient = kept.recipient.parse().unwrap();
    let sealed = URL_SAFE_NO_PAD.encode(age::encrypt(&recipient, query.as_bytes()).unwrap());
    let (key, answer) = (Key([9; 16]), Answered { attempt: two.id.clone(), sealed });
    let at = kept.made_at;
    let envelope = Envelope::seal(key, at, &Entry::Answer(answer));
    house.store.append(&house.team, vec![NewEntry { key, at, envelope, body: None }]).await.unwrap();
    let refused = in_stage(&desk.console, &two.id, InvitationStage::Open).await;
    assert!(refused.failure.is_some(), "{refused:?}");
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty());
    // The true answer is as good as before.
    let page = merchant::follow(&came).await;
    assert!(page.body.contains("Another account signed in"), "{}", page.body);
}
