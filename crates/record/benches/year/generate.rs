//! A record as it is after a year: deliveries, applications and operations in such numbers and sizes as are found in the field.
//! Not a file that is kept: it is made anew, always the same.

use gangway_domain::{
    MerchantId, OperationId,
    application::{Fields, Known, Mark, Merged, Point, Source, Standing, Status},
    operation::Kind,
};
use gangway_record::{
    Connection, Record, RecordError, Sql,
    applications::{self, Update, application_events},
    audit, merchants,
    operations::{self, Operation, Phase},
};
use serde_json::json;
use std::fmt::Write;

/// The end of the year, Unix milliseconds.
pub const NOW: i64 = 1_790_000_000_000;
/// Milliseconds of the year.
const YEAR: i64 = 365 * 86_400_000;
/// Rows in one transaction.
const CHUNK: u32 = 2_000;
/// Every so many deliveries one is Rainforest's.
const RAINFOREST: u32 = 8;

/// How much of everything.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Deliveries.
    pub deliveries: u32,
    /// Applications.
    pub applications: u32,
    /// Operations, with an entry of the audit log each.
    pub operations: u32,
}

impl Size {
    /// A year in the field, or so many deliveries and everything else in proportion.
    pub fn of(deliveries: u32) -> Self {
        Self { deliveries, applications: deliveries / 10, operations: deliveries / 200 }
    }
}

/// Fills an empty record.
pub async fn fill(record: &Record, size: Size) -> Result<(), RecordError> {
    chunks(record, size.deliveries, move |c, n| delivery(c, n, size.deliveries)).await?;
    record
        .write(|c| {
            c.execute_batch(
                "INSERT INTO delivery_keys SELECT key FROM deliveries WHERE key IS NOT NULL ORDER BY key;
                 UPDATE delivery_keys_reach SET delivery = (SELECT max(id) FROM deliveries);",
            )
        })
        .await?;
    chunks(record, size.applications, application).await?;
    record.write(|c| merchants::authorize(c, &merchant()).map(drop)).await?;
    chunks(record, size.operations, move |c, n| operation(c, n, size.operations)).await
}

async fn chunks(
    record: &Record,
    count: u32,
    one: impl Fn(&Connection, u32) -> Sql<()> + Copy + Send + 'static,
) -> Result<(), RecordError> {
    for from in (0..count).step_by(CHUNK as usize) {
        record.write(move |c| (from..(from + CHUNK).min(count)).try_for_each(|n| one(c, n))).await?;
    }
    Ok(())
}

/// Spreads numbers; the same number always gives the same.
fn spread(n: u32, salt: u64) -> u64 {
    let mut x = u64::from(n).wrapping_add(salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn uuid(n: u32, salt: u64) -> String {
    let (a, b) = (spread(n, salt), spread(n, salt + 1));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 52,
        b & 0xffff_ffff_ffff
    )
}

fn delivery(c: &Connection, n: u32, of: u32) -> Sql<()> {
    let at = NOW - YEAR + i64::from(n) * YEAR / i64::from(of);
    let rejected = n % 2_500 == 7;
    let rainforest = n % RAINFOREST == 3;
    let (provider, event, body) = if rainforest {
        ("rainforest", "merchant_application.status", message(n))
    } else {
        ("rappi", "STORE_PROVISIONING_STATUS", results(n))
    };
    let key = (spread(n, 7).to_be_bytes(), spread(n, 8).to_be_bytes());
    let key: Vec<u8> = [key.0, key.1].concat();
    c.prepare_cached(
        "INSERT INTO deliveries (endpoint, provider, event, at, verdict, form, why, answered, took_us, headers, body, key, effect)
         VALUES (?1, ?2, ?3, ?4, ?5, 'raw', ?6, ?7, 420, ?8, ?9, ?10, ?11)",
    )?
    .execute((
        if rainforest { "ep-rainforest-4b1f" } else { "ep-rappi-90ac" },
        provider,
        event,
        at,
        if rejected { "rejected" } else { "verified" },
        rejected.then_some("signature_wrong"),
        if rejected { 401 } else { 200 },
        headers(n, at),
        body,
        (!rejected).then_some(key),
        if rejected { "none" } else { "folded" },
    ))
    .map(drop)
}

fn headers(n: u32, at: i64) -> String {
    let signature = format!("{:016x}{:016x}{:016x}{:016x}", spread(n, 1), spread(n, 2), spread(n, 3), spread(n, 4));
    json!([
        ["host", "hooks.integrator.example"],
        ["content-type", "application/json"],
        ["user-agent", "provider-hooks/3.2"],
        ["accept", "*/*"],
        ["accept-encoding", "gzip, br"],
        ["x-forwarded-for", format!("10.20.{}.{}", n % 200, n % 250)],
        ["x-forwarded-proto", "https"],
        ["x-request-id", uuid(n, 20)],
        ["rappi-signature", format!("t={at},sign={signature}")],
        ["svix-id", format!("msg_{n}")],
    ])
    .to_string()
}

/// The id of a store that the results in a delivery are about.
pub fn store_id(n: u32, place: u32) -> u64 {
    900_000_000 + spread(n * 20 + place, 60) % 90_000_000
}

fn results(n: u32) -> Vec<u8> {
    let mut text =
        format!(r#"{{"batchId":"{}","integrationId":"acme-pos","operation":"PROVISIONING","results":["#, uuid(n, 40));
    for store in 0..20_u32 {
        let comma = if store == 0 { "" } else { "," };
        let id = store_id(n, store);
        let failed = spread(n * 20 + store, 61).is_multiple_of(30);
        let (status, code, message) = if failed {
            ("FAILED", 409, "Store already exists for another integration")
        } else {
            ("ACTIVE", 200, "done")
        };
        let _ = write!(text, r#"{comma}{{"storeId":"{id}","status":"{status}","code":{code},"message":"{message}"}}"#);
    }
    text.push_str(r#"],"timestamp":"2026-01-01T00:00:00Z"}"#);
    text.into_bytes()
}

fn message(n: u32) -> Vec<u8> {
    let application = n / RAINFOREST;
    json!({
        "event_type": "merchant_application.status", "data": told(application, &Status::Processing).0,
        "message_id": uuid(n, 80),
    })
    .to_string()
    .into_bytes()
}

fn application(c: &Connection, n: u32) -> Sql<()> {
    let status = Status::KNOWN[(n as usize * 7919) % 7].clone();
    let seen_at = NOW - (spread(n, 90) % YEAR as u64) as i64;
    let key =
        applications::add(c, &format!("app_{n}").as_str().into(), &merchant_id(n).as_str().into(), &status, seen_at)?;
    for step in 0..3_i64 {
        let point = Point { status: Status::KNOWN[step as usize].clone(), at: seen_at - step * 3_600_000, exact: true };
        let known = Known { point, source: Source::Message(format!("msg_{n}_{step}")) };
        application_events::append(c, key, &known, Mark::InTurn, seen_at, Some(i64::from(n) * 8 + 4))?;
    }
    let mut merged = Merged::default();
    merged.add(&told(n, &status), seen_at);
    let standing = Standing { status, since: seen_at };
    let it = Update {
        standing: &standing,
        merged: &merged,
        created_at: seen_at,
        resubmitted: n.is_multiple_of(9),
        contested: false,
    };
    applications::update(c, key, &it)
}

fn merchant_id(n: u32) -> String {
    format!("mid_{n}")
}

fn told(n: u32, status: &Status) -> Fields {
    let kinds = ["Bakery", "Dental Studio", "Auto Glass", "Yoga", "Plumbing", "Florist", "Café", "Veterinary Clinic"];
    let name = format!("{} {n}", kinds[n as usize % 8]);
    let owner = json!({ "first_name": "Grace", "last_name": "Okafor", "dob": "1980-01-02", "ssn_last_4": "6789" });
    let told = json!({
        "merchant_application_id": format!("app_{n}"), "merchant_id": merchant_id(n), "name": name, "dba_name": name,
        "legal_name": format!("{name} LLC"), "email": format!("office@shop{n}.example"), "status": status.word(),
        "mcc": "5812", "average_ticket": 4500, "high_ticket": 27000, "owner_1": owner, "owner_2": owner,
        "address": { "line_1": "12 Larimer Street", "city": "Denver", "state": "CO", "postal_code": "80205" },
        "underwriting_reviews": { "bank_statements": { "status": "REQUESTED", "reason": "Statements of three months" } },
    });
    Fields(told.as_object().cloned().unwrap_or_default())
}

fn merchant() -> merchants::Merchant {
    merchants::Merchant {
        id: MerchantId("m1".into()),
        email: "ana@grupo.example".into(),
        name: "Grupo Ejemplo".into(),
        authorized_at: NOW - YEAR,
        token_expires_at: None,
        refreshed_at: None,
        version: 0,
        revision: 0,
    }
}

fn operation(c: &Connection, n: u32, of: u32) -> Sql<()> {
    let started_at = NOW - YEAR + i64::from(n) * YEAR / i64::from(of);
    let operation = Operation {
        id: OperationId(uuid(n, 100)),
        merchant: MerchantId("m1".into()),
        kind: Kind::Provision,
        integration: "acme-pos".into(),
        flags: "{}".into(),
        phase: Phase::Finished,
        halt: None,
        started_at,
        ended_at: Some(started_at + 9_000),
        hold_until: None,
        repeated: 0,
        repeats_left: 0,
    };
    operations::insert(c, &operation)?;
    for place in 0..20 {
        c.prepare_cached(
            "INSERT INTO operation_stores (operation, store, place, position, name, state) VALUES (?1, ?2, ?3, 0, ?4, 'confirmed')",
        )?
        .execute((operation.id.as_str(), format!("{}", 900_000_000 + place), place, format!("Store {place}")))?;
    }
    let mut act = audit::Act::of(gangway_domain::ActKind::OperationStarted, "Grupo Ejemplo", started_at);
    act.actor = "ana".into();
    act.merchant = Some("m1".into());
    audit::append(c, &act)
}
