//! What the team did, for a person.

use crate::{
    Failure,
    team::Team,
    view::{ActivityChanged, TeamFactFilter, TeamFactPage, TeamFactRow, TeamRunRow},
};
use gangway_domain::ActKind;
use gangway_record::{
    Connection, audit,
    team::{
        self,
        facts::{self, Filter, Told},
    },
};
use serde::Deserialize;

/// Rows of one page at most.
const PAGE: u32 = 500;
/// Runs of colleagues that are shown.
const RUNS: u32 = 200;

/// What belongs to a fact, as consoles write it. What another program writes otherwise is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Details {
    act: Option<String>,
    about: Option<String>,
    detail: Option<String>,
    changes: Vec<audit::Changed>,
}

impl Details {
    fn of(told: &Told) -> Self {
        serde_json::from_str(&told.details).unwrap_or_default()
    }

    fn number(&self, what: &str) -> Option<u32> {
        self.text(what)?.parse().ok()
    }

    fn text(&self, what: &str) -> Option<&str> {
        self.changes.iter().find(|it| it.what == what)?.after.as_deref()
    }
}

impl Team {
    /// What members did, newest first.
    pub async fn facts(&self, filter: &TeamFactFilter, limit: u32, offset: u32) -> Result<TeamFactPage, Failure> {
        let wanted = Filter {
            what: filter.what.clone(),
            person: filter.person.clone(),
            merchant: filter.merchant.clone(),
            search: filter.search.trim().to_owned(),
        };
        let read = move |c: &Connection| {
            Ok((facts::page(c, &wanted, limit.min(PAGE), offset)?, facts::people(c)?, team::membership(c)?))
        };
        let ((rows, total), people, membership) = self.environment.record().read(read).await?;
        let device = membership.map(|it| it.device).unwrap_or_default();
        let rows = rows.into_iter().map(|it| row(it, &device)).collect();
        Ok(TeamFactPage { rows, total, people: people.into_iter().map(Into::into).collect() })
    }

    /// Runs of colleagues, newest first, as far as this console has the log.
    pub async fn runs(&self) -> Result<Vec<TeamRunRow>, Failure> {
        let read = |c: &Connection| match team::membership(c)? {
            Some(membership) => facts::runs(c, &membership.device, RUNS),
            None => Ok(Vec::new()),
        };
        let runs = self.environment.record().read(read).await?;
        Ok(runs.iter().map(run).collect())
    }
}

fn person(told: &Told) -> String {
    told.person_name.clone().unwrap_or_else(|| told.person.clone())
}

fn row(told: Told, device: &str) -> TeamFactRow {
    let details = Details::of(&told);
    TeamFactRow {
        seq: told.seq,
        at: told.at,
        person: person(&told),
        is_this: told.device == device,
        what: told.what.known(),
        written: told.what.word().to_owned(),
        act: details.act.as_deref().and_then(ActKind::read),
        about: details.about.unwrap_or_default(),
        subject: told.subject,
        merchant: told.merchant,
        detail: details.detail,
        changes: details.changes.into_iter().map(changed).collect(),
    }
}

fn changed(it: audit::Changed) -> ActivityChanged {
    ActivityChanged { what: it.what, before: it.before, after: it.after }
}

fn run(it: &facts::TeamRun) -> TeamRunRow {
    let (began, ended) = (Details::of(&it.started), it.ended.as_ref().map(Details::of));
    TeamRunRow {
        run: it.started.subject.clone(),
        person: person(&it.started),
        // "Name · 25": the number stands in a column of its own.
        name: began.about.as_deref().map(|it| it.rsplit_once(" · ").map_or(it, |(name, _)| name).to_owned()),
        merchant: it.started.merchant.clone(),
        deprovisions: began.text("kind").map(|kind| kind == "deprovision"),
        integration: began.text("integration").map(ToOwned::to_owned),
        stores: began.number("stores"),
        requests: began.number("requests"),
        batches: it.batches,
        results: it.results,
        started_at: it.started.at,
        ended_at: it.ended.as_ref().map(|it| it.at),
        outcome: ended.map(|it| it.changes.into_iter().filter(|it| it.what != "phase").map(changed).collect()),
    }
}
