//! What is said, in both languages. Pure.

use serde::{Deserialize, Serialize};

use super::messages;
use crate::{language::Language, text::Text, worded::worded};

/// A message before it is addressed: a subject for those that have one, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which template it was made from, as it is stored.
    pub template: &'static str,
    /// The line above it.
    pub subject: Text,
    /// The words.
    pub text: Text,
}

/// What a member of the staff is told: about their own account, or that something waits for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Their password was set.
    PasswordSet,
    /// A link was made with which a new password can be chosen.
    LinkMade,
    /// Their second factor was taken away.
    SecondFactorForgotten,
    /// A complaint that they answer, or that lies below them, is late.
    ComplaintOverdue,
    /// A complaint was passed on to them, or comes back because its writer is not satisfied.
    ComplaintPassed,
    /// A call for help came to their unit.
    HelpCame,
    /// A call for help presses that came to their unit, or to one below where nobody is there.
    HelpPresses,
    /// A call for help became theirs.
    HelpAssigned,
    /// A call for help that is theirs, or lies below them, is late.
    HelpLate,
    /// A caller added something, or still needs help.
    HelpBack,
    /// A volunteer who was asked would come, or does not come after all.
    VolunteerAnswered,
    /// The last day of a need that they posted is over.
    NeedExpired,
}

worded! {
    /// What a volunteer is told of what they were asked.
    MatchNotice {
        /// A station asks them.
        Asked = "asked",
        /// Its leader agreed that they come.
        Agreed = "agreed",
        /// Nothing comes of it.
        Ended = "ended",
        /// Its last day is over.
        Expired = "expired",
    }
}

/// What is said to a telephone that a station wrote down for a volunteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberNotice {
    /// Somebody was registered with it, from paper.
    Registered,
    /// A volunteer has it now.
    Now,
    /// A volunteer had it until now.
    NoLonger,
}

/// Template of [`volunteer_number`].
pub const VOLUNTEER_NUMBER: &str = "volunteer_number";

fn both(words: impl Fn(Language) -> String) -> Text {
    Text::new(words(Language::Zh), words(Language::En))
}

/// A code that shows that a number or an address is theirs.
pub fn code(digits: &str) -> Draft {
    Draft {
        template: "code",
        subject: both(|l| messages::code_subject(l).to_owned()),
        text: both(|l| messages::code_text(l, digits)),
    }
}

/// A code with which a guardian agrees that a minor volunteers. It goes out as any code does.
pub fn guardian_code(digits: &str) -> Draft {
    Draft {
        template: "code",
        subject: both(|l| messages::code_subject(l).to_owned()),
        text: both(|l| messages::guardian_code_text(l, digits)),
    }
}

/// That their station has decided something about a volunteer, with the address at which they read it. Not what: somebody
/// else may hold the telephone.
pub fn volunteer_decided(address: impl Fn(Language) -> String) -> Draft {
    Draft {
        template: "volunteer_decided",
        subject: both(|l| messages::volunteer_decided_subject(l).to_owned()),
        text: both(|l| messages::volunteer_decided_text(l, &address(l))),
    }
}

/// What a station has written down about a telephone, to whoever holds it, with the address at which one signs in with it
/// and the `line` to call: that somebody is registered or taken over does not go unseen. No name: somebody else may hold
/// the telephone.
pub fn volunteer_number(notice: NumberNotice, address: impl Fn(Language) -> String, line: &str) -> Draft {
    let text = |l: Language| match notice {
        NumberNotice::Registered => messages::volunteer_registered_text(l, &address(l), line),
        NumberNotice::Now => messages::volunteer_number_now_text(l, &address(l), line),
        NumberNotice::NoLonger => messages::volunteer_number_gone_text(l, line),
    };
    Draft {
        template: VOLUNTEER_NUMBER,
        subject: both(|l| messages::volunteer_number_subject(l).to_owned()),
        text: both(text),
    }
}

/// That there is something to read about what a station asks of a volunteer, with the address. Not what it is: somebody else
/// may hold the telephone.
pub fn matching(notice: MatchNotice, address: impl Fn(Language) -> String) -> Draft {
    let text = |l: Language| match notice {
        MatchNotice::Asked => messages::matching_asked_text(l, &address(l)),
        MatchNotice::Agreed => messages::matching_agreed_text(l, &address(l)),
        MatchNotice::Ended => messages::matching_ended_text(l, &address(l)),
        MatchNotice::Expired => messages::matching_expired_text(l, &address(l)),
    };
    Draft {
        template: "matching",
        subject: both(|l| messages::matching_subject(l).to_owned()),
        text: both(text),
    }
}

/// What became of a sign-up, or of what somebody signed up for, with the name and the address of the activity.
pub fn activity(
    name: &str,
    what: impl Fn(Language) -> String,
    address: impl Fn(Language) -> String,
) -> Draft {
    Draft {
        template: "activity",
        subject: both(|l| messages::activity_subject(l, name)),
        text: both(|l| messages::activity_text(l, &what(l), &address(l))),
    }
}

/// A reminder of something on a day, with the address at which one leaves.
pub fn reminder(title: &Text, days: &str, leave: impl Fn(Language) -> String) -> Draft {
    Draft {
        template: "reminder",
        subject: both(|l| messages::reminder_subject(l, title.read(l), days)),
        text: both(|l| messages::reminder_text(l, title.read(l), days, &leave(l))),
    }
}

/// That a complaint is answered, with the address at which the answer is read. Neither what it was about nor what was
/// answered: somebody else may hold the telephone.
pub fn complaint_answered(address: impl Fn(Language) -> String) -> Draft {
    Draft {
        template: "complaint_answered",
        subject: both(|l| messages::complaint_answered_subject(l).to_owned()),
        text: both(|l| messages::complaint_answered_text(l, &address(l))),
    }
}

/// That a call for help came, to the number that the caller left: the code, and by when they are called. Nothing of what
/// it is about: somebody else may hold the telephone.
pub fn help_received(
    code: &str,
    day: impl Fn(Language) -> String,
    address: impl Fn(Language) -> String,
) -> Draft {
    Draft {
        template: "help_received",
        subject: both(|l| messages::help_received_subject(l).to_owned()),
        text: both(|l| messages::help_received_text(l, code, &day(l), &address(l))),
    }
}

/// The same to whoever was spoken to as it was taken down: nobody calls them first.
pub fn help_taken_down(code: &str, address: impl Fn(Language) -> String) -> Draft {
    Draft {
        template: "help_received",
        subject: both(|l| messages::help_received_subject(l).to_owned()),
        text: both(|l| messages::help_taken_down_text(l, code, &address(l))),
    }
}

/// That it is closed, with the address at which the caller says how it was.
pub fn help_closed(address: impl Fn(Language) -> String) -> Draft {
    Draft {
        template: "help_closed",
        subject: both(|l| messages::help_closed_subject(l).to_owned()),
        text: both(|l| messages::help_closed_text(l, &address(l))),
    }
}

/// A unit's entry is to be looked at again; `verified` is the day on which somebody did last.
pub fn verification_due(unit: &Text, verified: Option<&str>) -> Draft {
    let day = |l| verified.unwrap_or(messages::never(l));
    Draft {
        template: "verification_due",
        subject: both(|l| messages::verification_due_subject(l, unit.read(l))),
        text: both(|l| messages::verification_due_text(l, unit.read(l), day(l))),
    }
}

/// The same, long overdue: for whoever the unit belongs to.
pub fn verification_overdue(unit: &Text, verified: Option<&str>) -> Draft {
    let day = |l| verified.unwrap_or(messages::never(l));
    Draft {
        template: "verification_overdue",
        subject: both(|l| messages::verification_overdue_subject(l, unit.read(l))),
        text: both(|l| messages::verification_overdue_text(l, unit.read(l), day(l))),
    }
}

/// A notice about somebody's own account.
pub fn notice(notice: Notice) -> Draft {
    type Words = fn(Language) -> &'static str;
    let (template, subject, text): (_, Words, Words) = match notice {
        Notice::PasswordSet => ("password_set", messages::password_set_subject, messages::password_set_text),
        Notice::LinkMade => ("link_made", messages::link_made_subject, messages::link_made_text),
        Notice::SecondFactorForgotten => (
            "second_factor_forgotten",
            messages::second_factor_forgotten_subject,
            messages::second_factor_forgotten_text,
        ),
        Notice::ComplaintOverdue => {
            ("complaint_overdue", messages::complaint_overdue_subject, messages::complaint_overdue_text)
        }
        Notice::ComplaintPassed => {
            ("complaint_passed", messages::complaint_passed_subject, messages::complaint_passed_text)
        }
        Notice::HelpCame => ("help_came", messages::help_came_subject, messages::help_came_text),
        Notice::HelpPresses => ("help_presses", messages::help_presses_subject, messages::help_presses_text),
        Notice::HelpAssigned => {
            ("help_assigned", messages::help_assigned_subject, messages::help_assigned_text)
        }
        Notice::HelpLate => ("help_late", messages::help_late_subject, messages::help_late_text),
        Notice::VolunteerAnswered => {
            ("volunteer_answered", messages::volunteer_answered_subject, messages::volunteer_answered_text)
        }
        Notice::NeedExpired => ("need_expired", messages::need_expired_subject, messages::need_expired_text),
        Notice::HelpBack => ("help_back", messages::help_back_subject, messages::help_back_text),
    };
    Draft { template, subject: both(|l| subject(l).to_owned()), text: both(|l| text(l).to_owned()) }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::help::words as help;

    #[test]
    fn a_reminder_says_what_when_and_how_to_leave_in_both_languages() {
        let title = Text::new("社会工作者职业资格考试", "Social work examination");
        let draft = reminder(&title, "2027-06-12", |l| format!("https://example.org{}", l.address("/leave")));
        for (l, leave) in [(Language::Zh, "org/leave"), (Language::En, "org/en/leave")] {
            let text = draft.text.read(l);
            assert!(
                text.contains(title.read(l)) && text.contains("2027-06-12") && text.contains(leave),
                "{text}"
            );
        }
    }

    #[test]
    fn who_complained_is_told_where_the_answer_is_in_both_languages() {
        let draft = complaint_answered(|l| format!("https://example.org{}", l.address("/complaints/status")));
        for (l, end) in [(Language::Zh, "org/complaints/status"), (Language::En, "org/en/complaints/status")]
        {
            assert!(draft.text.read(l).contains(end), "{}", draft.text.read(l));
        }
    }

    #[test]
    fn a_receipt_says_the_code_and_nothing_of_what_it_is_about() {
        let draft = help_received(
            "K7MQ-X2P9-AHWT",
            |l| help::day(l, date!(2026 - 12 - 02)),
            |l| l.address("/help/status"),
        );
        for l in Language::ALL {
            let text = draft.text.read(l);
            assert!(text.contains("K7MQ-X2P9-AHWT") && !text.contains("2026"), "{text}");
            assert!(!text.contains("求助") && !text.contains("help you"), "{text}");
        }
    }

    #[test]
    fn a_code_stands_in_its_message_and_not_in_its_subject() {
        for draft in [code("012345"), guardian_code("012345")] {
            for l in Language::ALL {
                assert!(draft.text.read(l).contains("012345") && !draft.subject.read(l).contains("012345"));
            }
        }
    }

    #[test]
    fn a_volunteer_is_told_where_the_decision_is_and_not_what_it_is() {
        let draft = volunteer_decided(|l| format!("https://example.org{}", l.address("/volunteers/me")));
        for (l, end) in [(Language::Zh, "org/volunteers/me"), (Language::En, "org/en/volunteers/me")] {
            assert!(draft.text.read(l).contains(end), "{}", draft.text.read(l));
        }
    }

    #[test]
    fn a_number_is_told_where_to_sign_in_or_whom_to_call() {
        for l in Language::ALL {
            let text = |notice| {
                let draft = volunteer_number(notice, |l| l.address("/volunteers/me"), "12345");
                draft.text.read(l).to_owned()
            };
            for notice in [NumberNotice::Registered, NumberNotice::Now] {
                assert!(text(notice).contains("/volunteers/me") && text(notice).contains("12345"));
            }
            let gone = text(NumberNotice::NoLonger);
            assert!(gone.contains("12345") && !gone.contains("/volunteers/me"), "{gone}");
        }
    }
}
