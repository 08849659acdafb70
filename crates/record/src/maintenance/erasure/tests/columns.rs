//! Every column that can hold words of or about a person is erased, or there is a reason why it is not.

use crate::in_memory;
use std::collections::BTreeSet;

/// What an erasure empties, or takes out with its row.
const ERASED: [(&str, &[&str]); 13] = [
    ("application_fields", &["older", "fields"]),
    ("applications", &["name", "name_key", "search"]),
    ("attempts", &["expected_email", "detail"]),
    ("business_accounts", &["provider", "account", "business"]),
    ("businesses", &["id", "name"]),
    ("deliveries", &["headers", "body"]),
    ("disputes", &["comment"]),
    ("merchants", &["email", "name"]),
    ("outbox", &["merchant_name", "email", "link", "words", "about", "subject", "body", "html"]),
    ("outbox_attempts", &["words", "about"]),
    ("queue_kept", &["provider", "account", "owner", "note", "tags"]),
    ("team_facts", &["details"]),
    ("team_facts_due", &["details"]),
];

/// Ids of the providers and of ours, without which nothing could be told apart.
const IDS: &str = "an id";
/// Codes, verdicts and other words of a closed set; what was done, and when.
const WORDS: &str = "a word of a closed set";
/// SHA-256 and keys made of it.
const DIGESTS: &str = "a digest";
/// What was sent to a provider and what it answered: the proof of what was done.
const PROOF: &str = "the proof of what was done";
/// The audit log: its chain would break.
const CHAIN: &str = "a link of the chain of hashes";
/// What somebody at the desk wrote or set, about no merchant's person.
const DESK: &str = "of the desk's own people";
/// Stores and integrations: of the business, not of a person.
const STORES: &str = "of stores";

const KEPT: [(&str, &str, &[&str]); 72] = [
    ("application_events", WORDS, &["status", "mark"]),
    ("application_events", IDS, &["message"]),
    ("applications", IDS, &["id", "merchant"]),
    ("applications", WORDS, &["status"]),
    ("attempts", IDS, &["id"]),
    ("attempts", DIGESTS, &["state_digest"]),
    ("attempts", WORDS, &["way", "redirect", "status"]),
    ("attention_marks", IDS, &["subject"]),
    ("attention_marks", WORDS, &["kind"]),
    ("attention_marks", DESK, &["actor"]),
    ("audit", CHAIN, &["actor", "act", "subject", "merchant", "detail", "changes", "answer", "hash"]),
    ("batches", IDS, &["operation", "batch_id"]),
    ("batches", PROOF, &["answer", "message"]),
    ("deliveries", IDS, &["endpoint", "operation"]),
    ("deliveries", WORDS, &["provider", "event", "verdict", "form", "why", "detail", "effect"]),
    ("deliveries", DIGESTS, &["key"]),
    ("delivery_keys", DIGESTS, &["key"]),
    ("deprecations", WORDS, &["provider", "subject", "date", "info"]),
    ("disputes", IDS, &["id", "transaction_id", "partner_transaction"]),
    ("disputes", WORDS, &["amount", "currency", "reason"]),
    ("drift", IDS, &["merchant", "store"]),
    ("drift", STORES, &["name", "change", "before", "after"]),
    ("endpoints", IDS, &["id", "integration", "url"]),
    ("endpoints", WORDS, &["provider", "event"]),
    ("merchants", IDS, &["id"]),
    ("operation_stores", IDS, &["operation", "store"]),
    ("operation_stores", STORES, &["name"]),
    ("operation_stores", WORDS, &["state", "source"]),
    ("operation_stores", PROOF, &["message"]),
    ("operation_stores", DESK, &["asked_by"]),
    ("operations", IDS, &["id", "merchant", "integration"]),
    ("operations", WORDS, &["kind", "flags", "phase"]),
    ("operations", PROOF, &["halt"]),
    ("outbox", IDS, &["id", "application", "merchant"]),
    ("outbox", WORDS, &["event", "occurrence", "channel", "state", "reason", "refused_by", "language", "cause"]),
    ("outbox", DESK, &["sent_by"]),
    ("outbox_attempts", IDS, &["message"]),
    ("outbox_attempts", WORDS, &["outcome", "cause"]),
    ("remote_subscriptions", PROOF, &["id", "event", "url", "fingerprint"]),
    ("removed_bodies", DIGESTS, &["digest"]),
    ("removed_fields", DIGESTS, &["digest"]),
    ("rotations", IDS, &["endpoint"]),
    ("saved_views", DESK, &["place", "name", "wanted"]),
    ("sign_offs", DESK, &["merchant", "actor", "note", "counts"]),
    ("snapshots", STORES, &["merchant", "actor", "name", "fingerprint", "tree"]),
    ("stores", STORES, &["merchant", "id", "name", "brand", "integration", "operation", "state", "note"]),
    ("subscriptions", PROOF, &["key", "remote", "event", "url", "fingerprint", "endpoint", "phase"]),
    ("team_alone", DESK, &["reason"]),
    ("team_asks", IDS, &["key", "device", "person"]),
    ("team_batches", IDS, &["batch", "run", "person", "device"]),
    ("team_claims", IDS, &["key", "device", "person", "was_at"]),
    ("team_claims", WORDS, &["stage"]),
    ("team_claims", STORES, &["was"]),
    ("team_outdated", STORES, &["store"]),
    ("team_cursor", DIGESTS, &["link", "head"]),
    ("team_entries", DIGESTS, &["link"]),
    ("team_facts", IDS, &["person", "device", "subject", "merchant"]),
    ("team_facts", DESK, &["person_name"]),
    ("team_facts", WORDS, &["what"]),
    ("team_facts_due", IDS, &["subject", "merchant"]),
    ("team_facts_due", WORDS, &["what"]),
    ("team_forks", DIGESTS, &["link", "theirs", "proven"]),
    ("team_membership", IDS, &["relay", "invitation", "team", "person", "device"]),
    ("team_membership", DIGESTS, &["relay_key"]),
    ("team_membership", DESK, &["team_name", "person_name", "device_name"]),
    ("team_membership", WORDS, &["role"]),
    ("team_results", IDS, &["store", "batch", "integration"]),
    ("team_results", WORDS, &["kind"]),
    ("team_results", PROOF, &["message"]),
    ("team_unread", WORDS, &["why"]),
    ("telling_merchants", IDS, &["merchant", "language"]),
    ("telling_templates", DESK, &["language", "channel", "event", "subject", "body", "html", "actor"]),
];

/// A new column that can hold words: say in the same change whether an erasure empties it, or why it stays.
#[test]
fn every_column_with_words_is_erased_or_has_a_reason() {
    let c = in_memory().unwrap();
    let there: BTreeSet<(String, String)> = c
        .prepare(
            "SELECT t.name, x.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) x
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND x.type IN ('TEXT', 'BLOB', 'ANY', '')",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(there.len() > 100, "the columns could not be read");
    let erased = ERASED.iter().flat_map(|(table, columns)| columns.iter().map(move |column| (*table, *column)));
    let kept = KEPT.iter().flat_map(|(table, _, columns)| columns.iter().map(move |column| (*table, *column)));
    let mut named = BTreeSet::new();
    for (table, column) in erased.chain(kept) {
        assert!(named.insert((table.to_owned(), column.to_owned())), "{table}.{column} is named twice");
    }
    let unnamed: Vec<_> = there.difference(&named).collect();
    assert!(unnamed.is_empty(), "neither erased nor kept for a reason: {unnamed:?}");
    let gone: Vec<_> = named.difference(&there).collect();
    assert!(gone.is_empty(), "there is no such column: {gone:?}");
}
