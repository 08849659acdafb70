//! What the links' side of a store promises.

use crate::houses::{House, team};
use gangway_relay::{KeptLink, LinkBy, LinkChange, LinkRefused, LinkState, Links, Progress, StoreError};
use gangway_wire::{Digest256, LinkChannel, LinkNews, TeamId};

pub(crate) fn link(team: &TeamId, n: u8) -> KeptLink {
    KeptLink {
        link: format!("link {n} of {team}").as_str().into(),
        team: team.clone(),
        secret_digest: digest(team, "secret", n),
        state_digest: digest(team, "state", n),
        label: "Parrilla".into(),
        email: Some("ana@shop.test".into()),
        language: None,
        login: "00".into(),
        host: "login.example".into(),
        recipient: "age1".into(),
        sealed: "sealed".into(),
        made_by: "d".into(),
        person: "p".into(),
        made_at: i64::from(n),
        expires_at: 1000,
        progress: Progress::default(),
    }
}

fn digest(team: &TeamId, what: &str, n: u8) -> Digest256 {
    gangway_wire::state_digest(&format!("{team} {what} {n}"))
}

pub(crate) async fn a_link_is_found_by_its_secret_its_state_and_its_team<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let (team, other) = (team(store).await, crate::houses::team(store).await);
    let (one, two) = (link(&team, 1), link(&team, 2));
    store.add_links(vec![one.clone(), two.clone(), link(&other, 3)]).await.unwrap();
    assert_eq!(there.links(&team).await.unwrap(), [two.clone(), one.clone()], "the newest first, of one team");
    let id = |team: &TeamId, link: &KeptLink| LinkBy::Id(team.clone(), link.link.clone());
    for by in [LinkBy::Secret(one.secret_digest), LinkBy::State(one.state_digest), id(&team, &one)] {
        assert_eq!(there.link(by).await.unwrap().as_ref(), Some(&one));
    }
    for by in [LinkBy::Secret(one.state_digest), LinkBy::State(one.secret_digest), id(&other, &one)] {
        assert_eq!(there.link(by).await.unwrap(), None);
    }
    // The same again, by a device whose answer was lost, changes nothing.
    let changed = KeptLink { label: "Another".into(), made_at: 9, ..one.clone() };
    there.add_links(vec![changed]).await.unwrap();
    assert_eq!(store.link(id(&team, &one)).await.unwrap(), Some(one.clone()));
    // All of a request, or none.
    let nobody = KeptLink { team: "nobody".into(), ..link(&team, 5) };
    assert_eq!(store.add_links(vec![link(&team, 4), nobody]).await, Err(StoreError::NoTeam("nobody".into())));
    assert!(
        store.add_links(vec![KeptLink { link: "new".into(), ..one.clone() }]).await.is_err(),
        "a secret is one's own"
    );
    assert_eq!(store.links(&team).await.unwrap().len(), 2);
    house.kill(nodes).await;
    assert_eq!(house.nodes().await[0].links(&team).await.unwrap(), [two, one]);
}

pub(crate) async fn of_all_codes_that_come_together_one_is_taken<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let team = team(&nodes[0]).await;
    let it = link(&team, 1);
    nodes[0].add_links(vec![it.clone()]).await.unwrap();
    let racing = (0..12_u8).map(|n| {
        let (node, by) = (nodes[usize::from(n) % nodes.len()].clone(), LinkBy::State(it.state_digest));
        // Each code twice.
        let code = LinkChange::Code(Digest256([n / 2; 32]));
        async move { node.change_link(by, code, 50).await.unwrap().unwrap() }
    });
    let came = futures_util::future::join_all(racing).await;
    let taken: Vec<_> = came.iter().filter(|(_, outcome)| outcome.is_ok()).collect();
    assert_eq!(taken.len(), 2, "one, and its repetition");
    assert_eq!(taken[0].0.progress.code, taken[1].0.progress.code);
    assert!(came.iter().all(|(link, _)| link.progress.answers == 1 && link.progress.state == LinkState::Answered));
    let refused = came.iter().filter(|(_, outcome)| *outcome == Err(LinkRefused::Used)).count();
    assert_eq!(refused, 10);
}

pub(crate) async fn what_becomes_of_a_link_is_kept_until_long_after_its_end<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let team = team(store).await;
    let it = link(&team, 1);
    store.add_links(vec![it.clone()]).await.unwrap();
    let by = || LinkBy::Id(team.clone(), it.link.clone());
    let news = [
        LinkNews::Sent { by: LinkChannel::Email },
        LinkNews::SignedIn { who: "ana@shop.test".into() },
        LinkNews::Stores { stores: 12 },
    ];
    for (n, news) in news.into_iter().enumerate() {
        let (_, done) = store.change_link(by(), LinkChange::News(news), 50 + n as i64).await.unwrap().unwrap();
        assert_eq!(done, Ok(()));
    }
    let (same, refused) = there.change_link(by(), LinkChange::News(LinkNews::Cancelled), 60).await.unwrap().unwrap();
    assert_eq!(refused, Err(LinkRefused::Finished));
    let progress = there.link(by()).await.unwrap().unwrap().progress;
    assert_eq!((&progress, progress.stores, progress.signed_in_at), (&same.progress, Some(12), Some(51)));
    assert_eq!(store.change_link(LinkBy::Id(team.clone(), "x".into()), LinkChange::Opened, 1).await.unwrap(), None);
    assert_eq!(there.remove_links(1000).await.unwrap(), 0);
    assert!(there.remove_links(1001).await.unwrap() >= 1);
    assert_eq!(store.link(by()).await.unwrap(), None);
}
