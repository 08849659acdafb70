//! The template that stands until somebody edits it: the catalogue's, for every event, channel and language.

use gangway_domain::{
    Language,
    notifications::{Channel, Event, template::Template},
};
use gangway_locales::message as texts;

type Text = fn(Language) -> &'static str;

/// `None` for an unknown event, which has no words.
pub(super) fn built_in(language: Language, channel: Channel, event: &Event) -> Option<Template> {
    let (subject, text, html) = match channel {
        Channel::Internal | Channel::Support => internal(event)?,
        Channel::Email => email(event)?,
        Channel::Platform => platform(event)?,
    };
    let html = html.map(|html| html(language).to_owned());
    Some(Template { subject: subject(language).to_owned(), text: text(language).to_owned(), html })
}

type Parts = (Text, Text, Option<Text>);

fn internal(event: &Event) -> Option<Parts> {
    Some(match event {
        Event::Created => (texts::internal_created_subject, texts::internal_created_text, None),
        Event::InProgress => (texts::internal_in_progress_subject, texts::internal_in_progress_text, None),
        Event::Processing => (texts::internal_processing_subject, texts::internal_processing_text, None),
        Event::NeedsInformation => {
            (texts::internal_needs_information_subject, texts::internal_needs_information_text, None)
        }
        Event::InReview => (texts::internal_in_review_subject, texts::internal_in_review_text, None),
        Event::Completed => (texts::internal_completed_subject, texts::internal_completed_text, None),
        Event::Declined => (texts::internal_declined_subject, texts::internal_declined_text, None),
        Event::Unknown(_) => return None,
    })
}

fn email(event: &Event) -> Option<Parts> {
    Some(match event {
        Event::Created => (texts::email_created_subject, texts::email_created_text, Some(texts::email_created_html)),
        Event::InProgress => {
            (texts::email_in_progress_subject, texts::email_in_progress_text, Some(texts::email_in_progress_html))
        }
        Event::Processing => {
            (texts::email_processing_subject, texts::email_processing_text, Some(texts::email_processing_html))
        }
        Event::NeedsInformation => (
            texts::email_needs_information_subject,
            texts::email_needs_information_text,
            Some(texts::email_needs_information_html),
        ),
        Event::InReview => {
            (texts::email_in_review_subject, texts::email_in_review_text, Some(texts::email_in_review_html))
        }
        Event::Completed => {
            (texts::email_completed_subject, texts::email_completed_text, Some(texts::email_completed_html))
        }
        Event::Declined => {
            (texts::email_declined_subject, texts::email_declined_text, Some(texts::email_declined_html))
        }
        Event::Unknown(_) => return None,
    })
}

fn platform(event: &Event) -> Option<Parts> {
    Some(match event {
        Event::Created => (texts::platform_created_subject, texts::platform_created_text, None),
        Event::InProgress => (texts::platform_in_progress_subject, texts::platform_in_progress_text, None),
        Event::Processing => (texts::platform_processing_subject, texts::platform_processing_text, None),
        Event::NeedsInformation => {
            (texts::platform_needs_information_subject, texts::platform_needs_information_text, None)
        }
        Event::InReview => (texts::platform_in_review_subject, texts::platform_in_review_text, None),
        Event::Completed => (texts::platform_completed_subject, texts::platform_completed_text, None),
        Event::Declined => (texts::platform_declined_subject, texts::platform_declined_text, None),
        Event::Unknown(_) => return None,
    })
}

#[cfg(test)]
mod tests;
