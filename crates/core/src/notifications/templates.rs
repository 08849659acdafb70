//! The words of messages: built in, or edited by a person.

use super::built_in::built_in;
use crate::{
    Code, Failure, Reason,
    notifications::Notifications,
    now,
    view::{Change, TemplateKey, TemplateView},
};
use gangway_domain::ActKind;
use gangway_domain::notifications::{
    Event,
    template::{Facts, PLACEHOLDERS, Template, check, render, required},
};
use gangway_record::notifications::templates::{self, Key};

impl Notifications {
    /// A template as it stands.
    pub async fn template(&self, key: &TemplateKey) -> Result<TemplateView, Failure> {
        let read = read(key)?;
        let wanted = read.clone();
        let edited = self.environment.record().read(move |c| templates::by_key(c, &wanted)).await?;
        let is_edited = edited.is_some();
        let template = edited.or_else(|| built_in(read.language, read.channel, &read.event));
        let template = template.ok_or_else(|| Failure::not_found("template"))?;
        Ok(view(key, &read, template, is_edited))
    }

    /// What is wrong with a template, and what it would make of example data. Keeps nothing.
    pub fn check_template(&self, key: &TemplateKey, template: Template) -> Result<TemplateView, Failure> {
        let read = read(key)?;
        Ok(view(key, &read, template, true))
    }

    /// Keeps a template, or goes back to the built-in one. One with mistakes is refused: it could never be sent.
    pub async fn save_template(&self, key: &TemplateKey, template: Option<Template>) -> Result<TemplateView, Failure> {
        let wanted = read(key)?;
        if let Some(template) = &template
            && let Some(first) = check(template, wanted.channel, &wanted.event).first()
        {
            let at = format!("{:?}, line {}, column {}", first.part, first.line, first.column).to_lowercase();
            let message =
                format!("The template has mistakes; the first one: {at}: {:?} {}.", first.problem, first.name);
            return Err(Failure::new(Code::BadInput, message).because(Reason::TemplateWrong).about(at));
        }
        let actor = self.environment.actor().to_owned();
        let what = format!("{} {} {}", key.channel.word(), key.event.word(), key.language.word());
        let act = self.environment.act(ActKind::TemplateChanged, &what, None, None);
        self.environment.commit(act, move |c| templates::set(c, &wanted, template.as_ref(), &actor, now())).await?;
        self.environment.tell(Change::Notifications);
        self.template(key).await
    }
}

fn read(key: &TemplateKey) -> Result<Key, Failure> {
    match &key.event {
        Event::Unknown(word) => Err(Failure::not_found("event").with(word)),
        event => Ok(Key { language: key.language, channel: key.channel, event: event.clone() }),
    }
}

fn view(key: &TemplateKey, read: &Key, template: Template, edited: bool) -> TemplateView {
    let findings = check(&template, read.channel, &read.event);
    // What is wrong may still show something, so that one sees what one writes.
    let preview = render(&template, &Facts::example(&read.event), read.language).ok().map(Into::into);
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    TemplateView {
        key: key.clone(),
        template,
        edited,
        findings,
        preview,
        placeholders: owned(&PLACEHOLDERS),
        required: owned(required(read.channel, &read.event)),
    }
}
