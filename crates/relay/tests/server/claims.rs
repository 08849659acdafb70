//! Who may claim, and how a refusal reads.

use crate::desk::{self, Admitted, ask, bearer, call, join};
use gangway_wire::{
    ClaimAct, ClaimKey, ClaimRefused, ClaimRequest, ClaimStage, ClaimView, ClaimsGranted, ClaimsRefused, ClaimsRenewed,
    ErrorCode, Key, Refusal, Role,
};

fn request(number: u8, act: ClaimAct, keys: &[&str]) -> ClaimRequest {
    let keys = keys.iter().map(|key| ClaimKey(format!("store/production/rappi/{key}"))).collect();
    ClaimRequest { request: Key([number; 16]), act, keys }
}

const CLAIM: ClaimAct = ClaimAct::Claim { knows: 0 };

#[tokio::test]
async fn a_colleague_is_named_and_asked_at_any_node() {
    let desk = desk::postgres().await;
    let ben = join(&desk.nodes[0], &desk.team, Role::Member, "Ben").await;
    let at = |node: usize| desk.nodes[node].address;
    let claim = async |node, by: &Admitted, what: &ClaimRequest| ask(at(node), "POST /v1/claims", by, what).await;
    let granted: ClaimsGranted = claim(0, &desk.admin, &request(1, CLAIM, &["1", "2"])).await.json();
    assert_eq!((granted.seq, granted.fences), (1, vec![1, 1]));
    // The same number of another device is another request.
    let refused = claim(1, &ben, &request(1, CLAIM, &["2", "3"])).await;
    assert_eq!((refused.status, refused.json::<Refusal>().code), (409, ErrorCode::Claimed));
    let refused: ClaimsRefused = refused.json();
    let [only] = refused.refused.as_slice() else { panic!("{refused:?}") };
    let ClaimRefused::Held(held) = &only.why else { panic!("{only:?}") };
    assert_eq!((only.key.0.as_str(), &held.device), ("store/production/rappi/2", &desk.admin.device));
    assert_eq!((held.person_name.as_deref(), &held.stage), (Some("Ana"), &ClaimStage::Planned));
    assert!(held.since > 1_700_000_000_000, "{held:?}");
    assert_eq!(claim(1, &ben, &request(2, ClaimAct::AskToLetGo, &["2"])).await.status, 200);
    let list: Vec<ClaimView> = ask(at(0), "GET /v1/claims", &ben, &()).await.json();
    let asked: Vec<_> = list.iter().map(|it| it.asked.iter().map(|it| it.device.clone()).collect::<Vec<_>>()).collect();
    assert_eq!(asked, [vec![], vec![ben.device.clone()]]);
    let given = request(3, ClaimAct::Release { fences: vec![1, 1] }, &["1", "2"]);
    assert_eq!(claim(1, &desk.admin, &given).await.json::<ClaimsGranted>().refused, []);
    assert_eq!(claim(0, &ben, &request(4, CLAIM, &["2", "3"])).await.json::<ClaimsGranted>().fences.len(), 2);
    let renewed: ClaimsRenewed = ask(at(0), "POST /v1/claims/renew", &ben, &()).await.json();
    assert_eq!((renewed.lease_ms, renewed.unknown_ms), (120_000, 180_000));
}

#[tokio::test]
async fn a_viewer_looks_and_claims_nothing() {
    let desk = desk::sqlite().await;
    let tam = join(&desk.nodes[0], &desk.team, Role::Viewer, "Tam").await;
    let claim = request(1, CLAIM, &["1"]);
    assert_eq!(ask(desk.address(), "GET /v1/claims", &tam, &()).await.json::<Vec<ClaimView>>(), []);
    for path in ["POST /v1/claims", "POST /v1/claims/renew"] {
        let refused = ask(desk.address(), path, &tam, &claim).await;
        assert_eq!((refused.status, refused.json::<Refusal>().code), (403, ErrorCode::Forbidden), "{path}");
        assert_eq!(call(desk.address(), path, "", b"{}").await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn a_request_that_makes_no_sense_says_what_of_it() {
    let desk = desk::sqlite().await;
    let check = async |body: String, what: &str| {
        let answer = call(desk.address(), "POST /v1/claims", &bearer(&desk.admin), body.as_bytes()).await;
        let refusal: Refusal = answer.json();
        assert_eq!((answer.status, &refusal.code), (400, &ErrorCode::BadRequest), "{body}");
        assert!(refusal.message.contains(what), "{}", refusal.message);
    };
    let of = |keys: &str, rest: &str| format!(r#"{{"request":"{}","keys":{keys},{rest}}}"#, "00".repeat(16));
    check(of("[]", r#""act":"claim","knows":0"#), "keys: 1 to 1000").await;
    check(of(r#"["lead","lead"]"#, r#""act":"claim","knows":0"#), "keys: each once").await;
    check(of(r#"["lead","shop/1"]"#, r#""act":"claim","knows":0"#), r#"keys[1]: "shop""#).await;
    check(of(r#"["lead"]"#, r#""act":"release","fences":[]"#), "fences: one for each").await;
    check(of(r#"["lead"]"#, r#""act":"grab""#), "grab").await;
}
