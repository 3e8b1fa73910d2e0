//! States, channels and templates as words. Pure.

use super::{
    messages,
    model::{Channel, State},
};
use crate::language::Language;

/// 「短信」.
pub fn channel(l: Language, channel: Channel) -> &'static str {
    match channel {
        Channel::Inbox => messages::channel_inbox(l),
        Channel::Email => messages::channel_email(l),
        Channel::Sms => messages::channel_sms(l),
    }
}

/// 「已发出」.
pub fn state(l: Language, state: State) -> &'static str {
    match state {
        State::Waiting => messages::state_waiting(l),
        State::Sending => messages::state_sending(l),
        State::Sent => messages::state_sent(l),
        State::Delivered => messages::state_delivered(l),
        State::Failed => messages::state_failed(l),
        State::Unknown => messages::state_unknown(l),
        State::Dropped => messages::state_dropped(l),
    }
}

/// 「没有连上」: how an attempt ended; the number of a protocol's answer, `HTTP 503`, as it is.
pub fn detail(l: Language, detail: &str) -> &str {
    match detail {
        "shown" => messages::detail_shown(l),
        "no channel" => messages::detail_no_channel(l),
        "no connection" => messages::detail_no_connection(l),
        "timeout" => messages::detail_timeout(l),
        "broken off" => messages::detail_broken_off(l),
        "address" => messages::detail_address(l),
        answer => answer,
    }
}

/// 「验证码」: what a message of this template is about.
pub fn about(l: Language, template: &str) -> &'static str {
    match template {
        "code" => messages::about_code(l),
        "reminder" => messages::about_reminder(l),
        "complaint_answered" | "complaint_overdue" | "complaint_passed" => messages::about_complaint(l),
        "help_received" | "help_closed" | "help_came" | "help_presses" | "help_assigned" | "help_late"
        | "help_back" => messages::about_help(l),
        "activity" => messages::about_activity(l),
        "matching" | "volunteer_answered" | "need_expired" => messages::matching_subject(l),
        "volunteer_decided" | "volunteer_number" => messages::about_volunteer(l),
        "verification_due" | "verification_overdue" => messages::about_verification(l),
        _ => messages::about_notice(l),
    }
}
