//! Making the provider's list match a file.

use super::{
    create::Created,
    file::{Line, SubscriptionsFile},
    list::Sides,
    secrets::generate,
};
use crate::{
    Code, Failure, Reason, now,
    providers::ratepay::Subscriptions,
    view::{ApplyReport, ApplyStep, ApplyWord, SubscriptionOutcome},
};
use gangway_domain::{
    SubscriptionId,
    apply::{Step, Wanted, plan},
    subscription::{Facts, Local, Remote},
};
use gangway_providers::ratepay::fingerprint;
use gangway_record::subscriptions::{Phase, Subscription};
use uuid::Uuid;

impl Subscriptions {
    /// The steps that would make the list match the file. Every address is checked, so that a file is refused as a whole.
    pub async fn plan_subscriptions(&self, file: &SubscriptionsFile) -> Result<ApplyReport, Failure> {
        let _turn = self.ratepay.turn.lock().await;
        let (steps, sides) = self.steps(file).await?;
        Ok(report(steps.iter().map(|step| line_of(step, file, &sides)).collect()))
    }

    /// Takes the steps, one after the other. One that fails is reported, and the others are taken all the same: applying
    /// the file again takes what is left.
    pub async fn apply_subscriptions(&self, file: &SubscriptionsFile) -> Result<ApplyReport, Failure> {
        let _turn = self.ratepay.turn.lock().await;
        let (steps, mut sides) = self.steps(file).await?;
        let mut lines = Vec::with_capacity(steps.len());
        for step in &steps {
            let mut line = line_of(step, file, &sides);
            match self.take_step(step, file, &sides).await {
                Ok(outcome) => line.outcome = Some(outcome),
                Err(failure) => (line.outcome, line.failure) = (Some(SubscriptionOutcome::Failed), Some(failure)),
            }
            lines.push(line);
            sides = self.environment.record().read(super::list::sides).await?;
        }
        Ok(report(lines))
    }

    async fn steps(&self, file: &SubscriptionsFile) -> Result<(Vec<Step>, Sides), Failure> {
        for line in &file.lines {
            self.check_address_for_use(&line.url)
                .await
                .map_err(|failure| failure.with(format!("{} {}", line.event, line.url)))?;
        }
        let sides = self.read_list().await?;
        let wanted: Vec<Wanted> = file.lines.iter().map(Line::wanted).collect();
        let meant: Vec<Local> = sides.rows.iter().map(Subscription::local).collect();
        let mut steps = plan(&wanted, &sides.remotes, &meant);
        // What has an unknown outcome is not given up: the list tells soon whether it is there.
        let open = |key: &str| sides.row(key).is_some_and(|row| row.phase == Phase::Creating);
        steps.retain(|step| !matches!(step, Step::Forget { row } if open(row)));
        Ok((steps, sides))
    }

    async fn take_step(
        &self,
        step: &Step,
        file: &SubscriptionsFile,
        sides: &Sides,
    ) -> Result<SubscriptionOutcome, Failure> {
        match step {
            Step::Keep { wanted, id } => self.keep(&file.lines[*wanted], id, sides).await,
            Step::Create { wanted, row } => {
                let before = row.as_ref().and_then(|key| sides.row(key));
                self.make(&file.lines[*wanted], before, sides).await
            }
            Step::Update { wanted, id } => self.update(&file.lines[*wanted], id, sides).await,
            Step::Delete { id } => {
                let row = sides.rows.iter().find(|row| row.remote.as_ref() == Some(id));
                self.remove_row(row.map_or(id.as_str(), |row| row.key.as_str()), sides).await
            }
            Step::Forget { row } => self.adopt_one(row, sides).await,
        }
    }

    /// The provider has it as the file wants it: so it is meant.
    async fn keep(&self, line: &Line, id: &SubscriptionId, sides: &Sides) -> Result<SubscriptionOutcome, Failure> {
        let remote = sides.remote(id).ok_or_else(|| Failure::not_found("subscription"))?;
        let row = self.row_for(line, remote, sides).await?;
        if row.facts != remote.facts {
            let secret = self.remote_secret(id).await?.ok_or_else(|| Failure::not_found("secret"))?;
            self.meant_now(&row, remote.facts.clone(), secret).await?;
        }
        Ok(SubscriptionOutcome::Nothing)
    }

    /// The row of a subscription that is to be as a line says. One that somebody moved away from an endpoint of ours, and
    /// that the file wants elsewhere too, has no endpoint of ours any more.
    async fn row_for(&self, line: &Line, remote: &Remote, sides: &Sides) -> Result<Subscription, Failure> {
        let Some(row) = sides.rows.iter().find(|row| row.remote.as_ref() == Some(&remote.id)) else {
            return self.adopt_new(remote).await;
        };
        if row.endpoint.is_none() || (&row.facts.event, &row.facts.url) == (&line.event, &line.url) {
            return Ok(row.clone());
        }
        if row.facts.url == line.url {
            return Err(at_our_endpoint());
        }
        self.give_up(row).await?;
        self.adopt_new(remote).await
    }

    /// `before`: a row that is meant and missing, which is taken up again, so that it does not stay behind as a drift.
    async fn make(
        &self,
        line: &Line,
        before: Option<&Subscription>,
        sides: &Sides,
    ) -> Result<SubscriptionOutcome, Failure> {
        let secret = match (&line.secret, before) {
            (Some(secret), _) => secret.clone(),
            (None, Some(row)) => match self.meant_secret(row).await? {
                Some(secret) => secret,
                None => generate()?,
            },
            (None, None) => {
                let target = crate::view::Target::Address { url: line.url.clone() };
                self.given_secret(&crate::view::DesiredSecret::OfAddress, &target).await?
            }
        };
        if before.is_some_and(|row| row.phase == Phase::Creating) {
            // An earlier create of the same line has an unknown outcome: it is never sent twice.
            return Ok(SubscriptionOutcome::Open);
        }
        let facts = Facts { event: line.event.clone(), url: line.url.clone(), fingerprint: fingerprint(&secret) };
        let row = Subscription {
            key: before.map_or_else(|| Uuid::new_v4().to_string(), |row| row.key.clone()),
            remote: None,
            facts,
            endpoint: before.and_then(|row| row.endpoint.clone()),
            phase: Phase::Settled,
            sent_at: 0,
            made_at: before.map_or_else(now, |row| row.made_at),
        };
        Ok(match self.create_row(&row, secret, sides).await? {
            Created::Done => SubscriptionOutcome::Done,
            Created::Open => SubscriptionOutcome::Open,
        })
    }

    async fn update(&self, line: &Line, id: &SubscriptionId, sides: &Sides) -> Result<SubscriptionOutcome, Failure> {
        let remote = sides.remote(id).ok_or_else(|| Failure::not_found("subscription"))?;
        let row = self.row_for(line, remote, sides).await?;
        // Only a secret that the file names is ever changed.
        let meant = match &line.secret {
            Some(secret) => Some(secret.clone()),
            None => self.meant_secret(&row).await?,
        };
        let secret = meant.ok_or_else(|| Failure::not_found("secret"))?;
        let facts = Facts { event: line.event.clone(), url: line.url.clone(), fingerprint: fingerprint(&secret) };
        // An endpoint of ours gets a new secret without a gap.
        if row.endpoint.is_some() && facts != row.facts {
            return self.rotate_row(&row, Some(&secret), sides).await.map(|()| SubscriptionOutcome::Done);
        }
        self.put_remote(id, &facts, &secret, None).await.map_err(|put| put.failure)?;
        self.meant_now(&row, facts, secret).await?;
        Ok(SubscriptionOutcome::Done)
    }
}

fn at_our_endpoint() -> Failure {
    let message = "An endpoint of ours is for one event type; restore the subscription, or remove it.";
    Failure::new(Code::BadInput, message).because(Reason::AtOurEndpoint)
}

fn line_of(step: &Step, file: &SubscriptionsFile, sides: &Sides) -> ApplyStep {
    let (word, wanted, id) = match step {
        Step::Keep { wanted, id } => (ApplyWord::Keep, Some(*wanted), Some(id)),
        Step::Create { wanted, .. } => (ApplyWord::Create, Some(*wanted), None),
        Step::Update { wanted, id } => (ApplyWord::Update, Some(*wanted), Some(id)),
        Step::Delete { id } => (ApplyWord::Delete, None, Some(id)),
        Step::Forget { .. } => (ApplyWord::Forget, None, None),
    };
    let remote = id.and_then(|id| sides.remote(id)).map(|it| &it.facts);
    let row = if let Step::Forget { row } = step { sides.row(row).map(|row| &row.facts) } else { None };
    let there = remote.or(row).map(|facts| (facts.event.clone(), facts.url.clone()));
    let line = wanted.map(|at| (file.lines[at].event.clone(), file.lines[at].url.clone()));
    let (event, url) = line.or(there).unwrap_or_default();
    ApplyStep { step: word, event, url, subscription: id.map(|id| id.0.clone()), outcome: None, failure: None }
}

fn report(steps: Vec<ApplyStep>) -> ApplyReport {
    let changes = steps.iter().filter(|step| step.step != ApplyWord::Keep).count() as u32;
    ApplyReport { steps, changes }
}
