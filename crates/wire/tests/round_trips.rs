//! Whatever is said arrives as it was said, and whatever is not understood has a name.

use gangway_wire::{
    Answer, BUNDLE, Body, BodyDigest, Claim, ClaimChange, ClaimKey, Delivery, DeviceToken, Entry, Envelope,
    EnvelopeError, ErrorCode, Fact, FactKind, Frame, FrameError, InvitationLink, InvitationSecret, Item, Key, Link,
    Refusal, Verification, bundle_of, bundle_range,
};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    any::<String>()
}

fn delivery() -> impl Strategy<Value = Entry> {
    let headers = prop::collection::vec((text(), text()), 0..4);
    let body = prop::collection::vec(any::<u8>(), 0..64);
    (text(), text(), any::<i64>(), headers, body, any::<u8>()).prop_map(
        |(endpoint, event, received_at, headers, body, signed_with)| {
            let verification = Verification { form: "raw".into(), signed_with };
            let (provider, body) = ("rappi".into(), BodyDigest::of(&body));
            Entry::Delivery(Box::new(Delivery { endpoint, provider, event, received_at, headers, body, verification }))
        },
    )
}

fn fact() -> impl Strategy<Value = Entry> {
    let kinds = prop_oneof![Just(FactKind::RunStarted), Just(FactKind::AuditHead), Just(FactKind::WorkedAlone)];
    (text(), text(), kinds, text(), any::<u32>()).prop_map(|(person, device, what, subject, number)| {
        let details = serde_json::json!({ "number": number, "of": subject });
        Entry::Fact(Fact {
            person: person.into(),
            person_name: None,
            device: device.into(),
            at: 7,
            what,
            subject,
            details,
        })
    })
}

fn claim() -> impl Strategy<Value = Entry> {
    let changes = prop_oneof![Just(ClaimChange::Granted), Just(ClaimChange::OutcomeUnknown), Just(ClaimChange::Freed)];
    (text(), text(), prop::collection::vec(text().prop_map(ClaimKey), 0..5), changes).prop_map(
        |(person, device, keys, change)| {
            Entry::Claim(Claim { person: person.into(), device: device.into(), keys, change })
        },
    )
}

fn entry() -> impl Strategy<Value = Entry> {
    let answer = (text(), text()).prop_map(|(attempt, sealed)| Entry::Answer(Answer { attempt, sealed }));
    let unknown = ("[a-z]{3,8}_of_later", any::<i64>())
        .prop_map(|(kind, n)| Entry::Unknown { kind, content: serde_json::json!({ "n": n, "list": [n, "x", null] }) });
    prop_oneof![delivery(), fact(), claim(), answer, unknown]
}

fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        Just(Body::None),
        Just(Body::Erased),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(Body::Present)
    ]
}

fn frame() -> impl Strategy<Value = Frame> {
    let items = prop::collection::vec((any::<[u8; 16]>(), any::<i64>(), entry(), body()), 0..6);
    (1..u64::MAX / 2, items).prop_map(|(from, items)| {
        let item = |(n, (key, at, entry, body)): (usize, ([u8; 16], i64, Entry, Body))| Item {
            seq: from + n as u64,
            envelope: Envelope::seal(Key(key), at, &entry),
            body,
        };
        Frame { items: items.into_iter().enumerate().map(item).collect(), head: None }
    })
}

proptest! {
    #[test]
    fn an_entry_is_read_as_it_was_sealed(key: [u8; 16], at: i64, entry in entry()) {
        let envelope = Envelope::seal(Key(key), at, &entry);
        prop_assert_eq!(envelope.open().unwrap(), (Key(key), at, entry));
    }

    #[test]
    fn a_frame_is_unpacked_as_it_was_packed(frame in frame()) {
        prop_assert_eq!(Frame::unpack(&frame.pack().unwrap()).unwrap(), frame);
    }

    /// Whatever comes, it is a frame or an error with a name; never a panic, and never less than was sent.
    #[test]
    fn a_damaged_frame_is_refused_whole(frame in frame(), at: prop::sample::Index, to: u8, cut: bool) {
        let mut packed = frame.pack().unwrap();
        let at = at.index(packed.len());
        if cut { packed.truncate(at) } else { packed[at] = to }
        if let Ok(read) = Frame::unpack(&packed) {
            prop_assert_eq!(read.items.len(), frame.items.len());
        }
    }

    #[test]
    fn any_bytes_are_no_reason_to_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Frame::unpack(&bytes);
        let _ = Frame::unpack(&zstd::bulk::compress(&bytes, 1).unwrap());
        let _ = Envelope::from_bytes(bytes).open();
    }

    #[test]
    fn two_chains_that_differ_anywhere_end_in_two_links(texts in prop::collection::vec("[ab]{0,3}", 1..8), at: prop::sample::Index) {
        let chain = |texts: &[String]| texts.iter().fold(Link::ORIGIN, |link, text| link.next(&Envelope::from_bytes(text.clone().into())));
        let mut other = texts.clone();
        other[at.index(texts.len())].push('c');
        prop_assert_ne!(chain(&texts), chain(&other));
    }

    #[test]
    fn an_invitation_is_read_as_it_was_written(bytes: [u8; 32], id in "[0-9a-f-]{1,36}") {
        let secret = InvitationSecret::new(bytes);
        let link = InvitationLink { relay: "https://relay.example.com".into(), invitation: id.as_str().into(), secret };
        prop_assert_eq!(link.expose().parse::<InvitationLink>().unwrap(), link);
    }

    #[test]
    fn a_token_is_read_as_it_was_written(bytes: [u8; 32]) {
        let token = DeviceToken::new(bytes);
        prop_assert_eq!(token.expose().parse::<DeviceToken>().unwrap(), token);
    }

    #[test]
    fn an_entry_is_in_its_bundle(seq in 1..u64::MAX / 2) {
        let (from, to) = bundle_range(bundle_of(seq)).unwrap();
        prop_assert!(from <= seq && seq <= to && to - from == BUNDLE - 1);
    }
}

#[test]
fn a_kind_of_later_is_an_entry_with_a_name() {
    let bytes = br#"{"v":1,"kind":"treaty","key":"000102030405060708090a0b0c0d0e0f","at":5,"content":{"a":[1]}}"#;
    let (_, at, entry) = Envelope::from_bytes(bytes.to_vec()).open().unwrap();
    assert_eq!((at, entry), (5, Entry::Unknown { kind: "treaty".into(), content: serde_json::json!({ "a": [1] }) }));
    let fact: FactKind = serde_json::from_str("\"moved_house\"").unwrap();
    assert_eq!(fact, FactKind::Unknown("moved_house".into()));
    assert_eq!(serde_json::to_string(&fact).unwrap(), "\"moved_house\"");
    let refusal: Refusal = serde_json::from_str(r#"{"code":"too_early","message":"m"}"#).unwrap();
    assert_eq!((refusal.code.status(), refusal.code), (500, ErrorCode::Unknown("too_early".into())));
}

#[test]
fn what_cannot_be_read_says_what_it_is() {
    let check = |bytes: &str, expected: fn(&EnvelopeError) -> bool| {
        let error = Envelope::from_bytes(bytes.as_bytes().to_vec()).open().unwrap_err();
        assert!(expected(&error), "{bytes}: {error:?}");
    };
    let key = "00000000000000000000000000000000";
    check("nonsense", |it| matches!(it, EnvelopeError::NotAnEnvelope(_)));
    check(&format!(r#"{{"v":9,"kind":"fact","key":"{key}","at":1,"content":{{}}}}"#), |it| {
        *it == EnvelopeError::Version(9)
    });
    check(&format!(r#"{{"v":1,"kind":"claim","key":"{key}","at":1,"content":{{}}}}"#), |it| {
        matches!(it, EnvelopeError::Content { kind: "claim", .. })
    });
    let upper = "AA000000000000000000000000000000";
    check(
        &format!(r#"{{"v":1,"kind":"fact","key":"{upper}","at":1,"content":{{}}}}"#),
        |it| matches!(it, EnvelopeError::NotAnEnvelope(why) if why.contains("Key is 16 bytes as lower-case hex")),
    );
}

#[test]
fn a_frame_that_jumps_or_grows_without_end_is_refused() {
    let item = |seq| Item { seq, envelope: Envelope::from_bytes(b"x".to_vec()), body: Body::None };
    let jump = Frame { items: vec![item(4), item(6)], head: None }.pack().unwrap();
    assert_eq!(Frame::unpack(&jump), Err(FrameError::Gap { from: 4, to: 6 }));
    let bomb = zstd::bulk::compress(&vec![0; (64 << 20) + 1], 1).unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(Frame::unpack(&bomb), Err(FrameError::TooLarge));
    let newer = zstd::bulk::compress(&[0, 9], 1).unwrap();
    assert_eq!(Frame::unpack(&newer), Err(FrameError::Version(9)));
}

/// The relay learns the proof, and from it neither the secret nor what the team key is sealed with.
#[test]
fn a_secret_is_never_printed_and_its_keys_differ() {
    let secret = InvitationSecret::new([7; 32]);
    assert_ne!(secret.proof().0, secret.sealing_key());
    assert_ne!(secret.proof().0, secret.proof().digest());
    let printed = format!("{:?} {:?}", secret, DeviceToken::new([7; 32]));
    assert_eq!(printed, "InvitationSecret(•••) DeviceToken(•••)");
}

#[test]
fn text_that_is_no_invitation_is_refused() {
    let secret = "A".repeat(43);
    for wrong in [
        String::new(),
        "https://relay/join".into(),
        format!("https://relay/else#i.{secret}"),
        format!("https://relay/join#i{secret}"),
        format!("https://relay/join#.{secret}"),
        format!("https://relay/join#<i>.{secret}"),
        format!("https://relay/join#i.{}", &secret[1..]),
    ] {
        assert!(wrong.parse::<InvitationLink>().is_err(), "{wrong}");
    }
}
