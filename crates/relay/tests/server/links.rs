//! A merchant anywhere: the page behind a link, what the button leads to, and what comes of the answer. And who is up to no good.

use crate::desk::{self, Admitted, Answer, Desk, Stream, ask, call, join, until};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gangway_relay::{Log as _, SqliteStore, Store};
use gangway_wire::{
    Entry, ErrorCode, LinkChannel, LinkNews, LinkSecret, LinkStage, LinkView, NewLink, NewLinks, Refusal, Role,
    state_digest,
};
use std::sync::LazyLock;

/// The team's key, which the relay never has.
static KEY: LazyLock<age::x25519::Identity> = LazyLock::new(age::x25519::Identity::generate);

const FORWARDED: &str = "X-Forwarded-For: 203.0.113.9\r\n";

fn secret(n: u8) -> LinkSecret {
    LinkSecret::new([n; 16])
}

fn login(n: u8) -> String {
    format!(
        "http://127.0.0.1:4000/authorize?response_type=code&client_id=c&state=state-{n}&code_challenge=x\
         &code_challenge_method=S256&redirect_uri=http%3A%2F%2Frelay.example%2Fcallback"
    )
}

fn new(n: u8) -> NewLink {
    NewLink {
        link: format!("link-{n}").as_str().into(),
        secret_digest: secret(n).digest(),
        state_digest: state_digest(&format!("state-{n}")),
        label: "Parrilla <del> Puerto".into(),
        email: Some("ana@shop.test".into()),
        language: Some("es".into()),
        login: login(n),
        recipient: KEY.to_public().to_string(),
        sealed: "sealed".into(),
    }
}

fn path(n: u8) -> String {
    format!("/m/{}", secret(n).expose())
}

/// A desk whose admin is there, with a link.
async fn open() -> (Desk<SqliteStore>, Stream) {
    let desk = desk::sqlite_with_outcome(std::time::Duration::from_millis(300)).await;
    let there = Stream::open(desk.address(), &desk.admin, 0).await;
    make(&desk, &[1]).await;
    (desk, there)
}

async fn make(desk: &Desk<SqliteStore>, numbers: &[u8]) {
    let links = numbers.iter().map(|n| new(*n)).collect();
    let made = ask(desk.address(), "POST /v1/links", &desk.admin, &NewLinks { links }).await;
    assert_eq!(made.status, 201, "{}", text(&made));
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

fn location(answer: &Answer) -> Option<String> {
    // Header names are in lower case there, and so is everything else: enough to compare.
    answer.head.lines().find_map(|line| Some(line.strip_prefix("location: ")?.to_owned()))
}

async fn view(desk: &Desk<SqliteStore>, n: u8, by: &Admitted) -> LinkView {
    ask(desk.address(), &format!("GET /v1/links/link-{n}"), by, &()).await.json()
}

async fn get(desk: &Desk<SqliteStore>, path: &str) -> Answer {
    call(desk.address(), &format!("GET {path}"), &format!("{FORWARDED}Accept-Language: en\r\n"), b"").await
}

async fn post(desk: &Desk<SqliteStore>, path: &str, headers: &str) -> Answer {
    call(desk.address(), &format!("POST {path}"), &format!("{FORWARDED}{headers}"), b"").await
}

/// What the log has of merchants' answers, opened with the team's key.
async fn answers(desk: &Desk<impl Store>) -> Vec<(String, String)> {
    let read = desk.nodes[0].store.read(&desk.team, 1, u64::MAX).await.unwrap();
    let opened = read.into_iter().filter_map(|it| match it.envelope.open().unwrap().2 {
        Entry::Answer(answer) => {
            let sealed = URL_SAFE_NO_PAD.decode(answer.sealed).unwrap();
            Some((answer.attempt, String::from_utf8(age::decrypt(&*KEY, &sealed).unwrap()).unwrap()))
        }
        Entry::Delivery(_) | Entry::Fact(_) | Entry::Claim(_) | Entry::Unknown { .. } => None,
    });
    opened.collect()
}

#[tokio::test]
async fn looking_uses_nothing_up_and_the_button_leads_to_the_providers_login() {
    let (desk, _there) = open().await;
    let before = view(&desk, 1, &desk.admin).await;
    // A scanner that opens every link of a letter, again and again.
    for _ in 0..50 {
        let page = get(&desk, &path(1)).await;
        assert_eq!(page.status, 200);
        let html = text(&page);
        assert!(html.contains("Acme POS") && html.contains("127.0.0.1:4000"), "{html}");
        assert!(html.contains("<form method=\"post\">") && !html.contains("<script"), "{html}");
        assert!(!html.contains("state-1"), "the provider's address is not on the page");
        for needed in [
            "content-security-policy: default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'",
            "frame-ancestors 'none'",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "x-content-type-options: nosniff",
        ] {
            assert!(page.head.contains(needed), "{needed}: {}", page.head);
        }
    }
    call(desk.address(), &format!("HEAD {}", path(1)), FORWARDED, b"").await;
    assert_eq!(view(&desk, 1, &desk.admin).await, before, "nothing came of looking");
    let on = post(&desk, &path(1), "Sec-Fetch-Site: same-origin\r\n").await;
    assert_eq!((on.status, location(&on)), (303, Some(login(1).to_lowercase())));
    assert!(on.head.contains("referrer-policy: no-referrer") && on.head.contains("cache-control: no-store"));
    let opened = view(&desk, 1, &desk.admin).await;
    assert!(opened.opened_at.is_some() && opened.stage == LinkStage::Open);
    // Whoever presses it by another page's hand stays here.
    let crossed = post(&desk, &path(1), "Sec-Fetch-Site: cross-site\r\n").await;
    assert_eq!((crossed.status, location(&crossed)), (200, None));
    assert_eq!(call(desk.address(), &format!("PUT {}", path(1)), "", b"").await.status, 405);
}

#[tokio::test]
async fn the_page_speaks_the_merchants_language() {
    let (desk, _there) = open().await;
    let in_language = async |accept: &str| {
        let headers = format!("{FORWARDED}Accept-Language: {accept}\r\n");
        text(&call(desk.address(), &format!("GET {}", path(1)), &headers, b"").await)
    };
    for (accept, expected) in [
        ("de-CH", "Bei Rappi anmelden"),
        ("pt-BR, en;q=0.5", "Entrar na Rappi"),
        ("en", "Sign in at Rappi"),
        ("fr", "Iniciar sesión en Rappi"),
    ] {
        let html = in_language(accept).await;
        assert!(html.contains(expected), "{accept}: {html}");
    }
}

#[tokio::test]
async fn an_answer_is_sealed_to_the_team_and_taken_once() {
    let (desk, _there) = open().await;
    let came = get(&desk, "/callback?code=SECRETCODE&state=state-1").await;
    assert_eq!(came.status, 200);
    let html = text(&came);
    assert!(html.contains("Your sign-in arrived"), "not done yet: {html}");
    assert!(location(&came).is_none() && !html.contains("SECRETCODE"));
    assert_eq!(answers(&desk).await, [("link-1".to_owned(), "code=SECRETCODE&state=state-1".to_owned())]);
    // What the relay itself keeps has neither code nor state in it.
    let read = desk.nodes[0].store.read(&desk.team, 1, u64::MAX).await.unwrap();
    assert!(read.iter().all(|it| !String::from_utf8_lossy(it.envelope.as_bytes()).contains("SECRETCODE")));
    // Loaded again, and another code by the same link.
    get(&desk, "/callback?code=SECRETCODE&state=state-1").await;
    let other = get(&desk, "/callback?code=OTHER&state=state-1").await;
    assert_eq!(other.status, 410);
    assert_eq!(answers(&desk).await.len(), 1, "a replayed code is one answer");
    assert_eq!(get(&desk, &path(1)).await.status, 200, "it is being finished");
    // The truth, as a device tells it.
    let who = "ana@shop.test".to_owned();
    let news = ask(desk.address(), "POST /v1/links/link-1", &desk.admin, &LinkNews::SignedIn { who }).await;
    assert_eq!(news.json::<LinkView>().stage, LinkStage::SignedIn);
    let again = get(&desk, "/callback?code=SECRETCODE&state=state-1").await;
    assert!(text(&again).contains("You signed in"), "{}", text(&again));
    assert_eq!(get(&desk, &path(1)).await.status, 410, "used");
    assert_eq!(answers(&desk).await.len(), 1);
}

#[tokio::test]
async fn what_did_not_work_may_be_tried_again() {
    let (desk, _there) = open().await;
    let denied = get(&desk, "/callback?error=access_denied&state=state-1").await;
    assert!(denied.status == 200 && text(&denied).contains("You did not allow access"), "{}", text(&denied));
    assert!(view(&desk, 1, &desk.admin).await.declined_at.is_some());
    assert_eq!(get(&desk, &path(1)).await.status, 200);
    let waiting = get(&desk, "/callback?code=A&state=state-1");
    let telling = async {
        until(async || view(&desk, 1, &desk.admin).await.stage == LinkStage::Answered).await;
        let why = LinkNews::Failed { why: "provider_unavailable".into() };
        ask(desk.address(), "POST /v1/links/link-1", &desk.admin, &why).await
    };
    let (page, told) = tokio::join!(waiting, telling);
    assert_eq!(told.status, 200);
    assert!(text(&page).contains("The sign-in did not work"), "the page waits for the truth: {}", text(&page));
    let failed = view(&desk, 1, &desk.admin).await;
    assert_eq!((failed.stage, failed.failure.as_deref()), (LinkStage::Open, Some("provider_unavailable")));
    assert_eq!(get(&desk, "/callback?code=B&state=state-1").await.status, 200);
    assert_eq!(answers(&desk).await.len(), 3);
}

/// Each is answered with the same page, and nothing of it is in the log.
#[tokio::test]
async fn a_swapped_state_and_other_nonsense_come_to_nothing() {
    let (desk, _there) = open().await;
    make(&desk, &[2]).await;
    for query in [
        "",
        "?",
        "?code=c",
        "?state=state-1",
        "?code=c&state=state-3",
        "?code=c&state=state-1&state=state-2",
        "?code=c&error=access_denied&state=state-1",
        "?code=c%0d%0aSet-Cookie:x&state=state-1",
        "?code=<script>&state=state-1",
        "?code=c&state=STATE-1",
    ] {
        let answer = get(&desk, &format!("/callback{query}")).await;
        assert_eq!(answer.status, 400, "{query}: {}", text(&answer));
        assert!(!text(&answer).contains("Acme"), "whose it would have been is not said");
        assert!(location(&answer).is_none());
    }
    assert!(answers(&desk).await.is_empty());
    assert_eq!(call(desk.address(), "POST /callback", FORWARDED, b"code=c&state=state-1").await.status, 405);
    // The state of one link with the code of another: it is an answer of the first, and the proof of the first refuses it.
    get(&desk, "/callback?code=c&state=state-2").await;
    assert_eq!(answers(&desk).await[0].0, "link-2");
    assert_eq!(view(&desk, 1, &desk.admin).await.stage, LinkStage::Open);
}

#[tokio::test]
async fn ten_thousand_guesses_find_nothing_and_keep_no_merchant_out() {
    let (desk, _there) = open().await;
    let mut statuses = std::collections::BTreeMap::new();
    for n in 0..10_000_u32 {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&n.to_be_bytes());
        let guess = LinkSecret::new(bytes).expose();
        let from = format!("X-Forwarded-For: 198.51.100.{}\r\n", n % 5);
        let answer = call(desk.address(), &format!("GET /m/{guess}"), &from, b"").await;
        *statuses.entry(answer.status).or_insert(0) += 1;
        assert!(!text(&answer).contains("Acme"));
    }
    assert_eq!(statuses.keys().copied().collect::<Vec<_>>(), [404, 429], "{statuses:?}");
    assert!(statuses[&404] <= 5 * 20 * 3, "the rest was not even looked at: {statuses:?}");
    // A guesser waits for the right one as well; a merchant does not.
    let from = "X-Forwarded-For: 198.51.100.1\r\n";
    assert_eq!(call(desk.address(), &format!("GET {}", path(1)), from, b"").await.status, 429);
    assert_eq!(get(&desk, &path(1)).await.status, 200);
}

#[tokio::test]
async fn a_link_leads_nowhere_but_to_a_login() {
    let (desk, _there) = open().await;
    let evil = NewLink { login: login(3).replace("http://127.0.0.1:4000", "https://evil.example"), ..new(3) };
    for wrong in [
        evil,
        NewLink { login: login(4), ..new(3) },
        NewLink { recipient: "age1nonsense".into(), ..new(3) },
        NewLink { label: " ".into(), ..new(3) },
        NewLink { language: Some("xx".into()), ..new(3) },
        NewLink { link: "../x".into(), ..new(3) },
    ] {
        let links = NewLinks { links: vec![new(5), wrong] };
        let refused = ask(desk.address(), "POST /v1/links", &desk.admin, &links).await;
        let refusal: Refusal = refused.json();
        assert_eq!(refusal.code, ErrorCode::BadRequest);
        assert!(refusal.message.starts_with("links[1]."), "it says where: {}", refusal.message);
    }
    let all: Vec<LinkView> = ask(desk.address(), "GET /v1/links", &desk.admin, &()).await.json();
    assert_eq!(all.len(), 1, "all of a request, or none");
}

#[tokio::test]
async fn without_anybody_who_could_finish_it_nobody_signs_in_for_nothing() {
    let desk = desk::sqlite().await;
    make(&desk, &[1]).await;
    let viewer = join(&desk.nodes[0], &desk.team, Role::Viewer, "Tam").await;
    let _looks = Stream::open(desk.address(), &viewer, 0).await;
    let page = get(&desk, &path(1)).await;
    assert_eq!(page.status, 503, "a viewer finishes nothing");
    assert!(page.head.contains("retry-after: 120") && text(&page).contains("Acme POS"), "{}", text(&page));
    assert_eq!(post(&desk, &path(1), "").await.status, 503);
    assert!(view(&desk, 1, &desk.admin).await.opened_at.is_none());
    let _there = Stream::open(desk.address(), &desk.admin, 0).await;
    until(async || get(&desk, &path(1)).await.status == 200).await;
}

#[tokio::test]
async fn members_make_and_viewers_read_without_the_address() {
    let (desk, _there) = open().await;
    let (member, viewer) = (
        join(&desk.nodes[0], &desk.team, Role::Member, "Benedict").await,
        join(&desk.nodes[0], &desk.team, Role::Viewer, "Tam").await,
    );
    let links = NewLinks { links: vec![new(2)] };
    assert_eq!(ask(desk.address(), "POST /v1/links", &viewer, &links).await.status, 403);
    assert_eq!(ask(desk.address(), "POST /v1/links", &member, &links).await.status, 201);
    assert_eq!(ask(desk.address(), "POST /v1/links", &member, &links).await.status, 201, "the same again");
    let seen = view(&desk, 2, &viewer).await;
    assert_eq!((seen.sealed, seen.label.as_str()), (None, "Parrilla <del> Puerto"));
    assert_eq!(view(&desk, 1, &member).await.sealed.as_deref(), Some("sealed"), "whichever colleague made it");
    let cancel = ask(desk.address(), "POST /v1/links/link-2", &viewer, &LinkNews::Cancelled).await;
    assert_eq!(cancel.status, 403);
    let sent = LinkNews::Sent { by: LinkChannel::Email };
    let sent: LinkView = ask(desk.address(), "POST /v1/links/link-2", &member, &sent).await.json();
    assert_eq!(sent.sent.len(), 1);
    let cancel = ask(desk.address(), "POST /v1/links/link-2", &member, &LinkNews::Cancelled).await;
    assert_eq!(cancel.json::<LinkView>().stage, LinkStage::Cancelled);
    assert_eq!(get(&desk, &path(2)).await.status, 410, "a stolen link that was taken back");
    assert_eq!(get(&desk, "/callback?code=c&state=state-2").await.status, 410);
    assert!(answers(&desk).await.is_empty());
    let nobody = ask(desk.address(), "GET /v1/links/link-9", &member, &()).await;
    assert_eq!(nobody.json::<Refusal>().code, ErrorCode::NotFound);
}
