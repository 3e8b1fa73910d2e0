//! How long a row of the journal is kept before it may be retired. Pure.
//!
//! For `lastmetre audit retire`; nothing is retired by itself. The figures: 网络安全法 art. 21(3) asks for at least six
//! months of logs; 网络数据安全管理条例 art. 12 for at least three years of what was shared or entrusted;
//! 个人信息保护法 art. 19 for the shortest time that the purpose needs. So who came and went, and what was refused,
//! is kept for the six months, and what was changed, read, taken out or agreed to for the three years.
//!
//! Invariant: a kind that is not listed here is kept for good.

/// The longest that six months can be.
const SIX_MONTHS_DAYS: i64 = 184;

/// Three years with a leap day.
const THREE_YEARS_DAYS: i64 = 3 * 365 + 1;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// For how many days a row of this kind is kept; nothing where it is kept for good.
pub fn kept_days(kind: &str, refused: bool) -> Option<i64> {
    match kind {
        "sign_in" | "second_step" | "sign_out" | "prove" | "ask_back" => Some(SIX_MONTHS_DAYS),
        "invite"
        | "link"
        | "set_password"
        | "set_second_factor"
        | "forget_second_factor"
        | "renew_second_factor"
        | "new_recovery_codes"
        | "give_role"
        | "end_role"
        | "hand_over"
        | "disable"
        | "enable"
        | "read"
        | "export"
        | "remind"
        | "leave"
        | "add"
        | "amend"
        | "send_again"
        | "arrived"
        | "back_up"
        | "remove_backup"
        | "restore"
        | "rotate_keys"
        | "purge_demo"
        | "enrol"
        | "revoke"
        | "edit_station"
        | "close_today"
        | "reopen_today"
        | "verify_station"
        | "reach_stage"
        | "add_station"
        | "merge_station"
        | "close_station"
        | "complain"
        | "admit_complaint"
        | "set_complaint_aside"
        | "take_complaint"
        | "pass_complaint"
        | "answer_complaint"
        | "close_complaint"
        | "object_to_answer"
        | "erase_complaint"
        | "ask_for_help"
        | "admit_help"
        | "set_help_aside"
        | "assign_help"
        | "reach_caller"
        | "miss_caller"
        | "retract_contact"
        | "advise_caller"
        | "plan_visit"
        | "cancel_visit"
        | "record_service"
        | "refer_help"
        | "confirm_referral"
        | "take_help_back"
        | "pass_help"
        | "urge_help"
        | "look_into_help"
        | "note_help"
        | "join_help"
        | "part_help"
        | "close_help"
        | "give_help_up"
        | "add_to_help"
        | "rate_help"
        | "reopen_help"
        | "erase_help"
        | "issue_certificate"
        | "revoke_certificate"
        | "erase_certificate"
        | "renew_certificate_key"
        | "export_hours"
        | "enter_hours"
        | "correct_hours"
        | "return_hours"
        | "keep_hours_columns"
        | "draft_catalogue"
        | "edit_catalogue"
        | "add_service"
        | "withdraw_service"
        | "move_service"
        | "publish_catalogue"
        | "reopen_catalogue"
        | "discard_catalogue"
        | "activate_catalogue"
        | "map_services"
        | "add_guide"
        | "edit_guide"
        | "draft_guide"
        | "publish_guide"
        | "withdraw_guide"
        | "discard_guide"
        | "post_need"
        | "amend_need"
        | "ask_volunteers"
        | "accept_need"
        | "decline_need"
        | "agree_to_volunteer"
        | "pass_volunteer"
        | "take_ask_back"
        | "withdraw_from_need"
        | "close_need"
        | "call_need_off"
        | "expire_need"
        | "erase_need"
        | "register_volunteer"
        | "register_volunteer_at_station"
        | "amend_volunteer"
        | "agree_to_volunteering"
        | "admit_volunteer"
        | "hold_volunteer"
        | "pause_volunteer"
        | "refuse_volunteer"
        | "leave_volunteering"
        | "return_to_volunteering"
        | "give_password_slip"
        | "set_volunteer_password"
        | "take_volunteer_password"
        | "note_training"
        | "note_award"
        | "note_evaluation"
        | "take_note_back"
        | "withdraw_guardian_consent"
        | "renew_guardian_consent"
        | "set_volunteer_approval"
        | "open_volunteer"
        | "change_volunteer_phone"
        | "erase_volunteer"
        | "employ"
        | "amend_post"
        | "end_post"
        | "reveal_certificate"
        | "add_agency"
        | "amend_agency"
        | "end_agency"
        | "import"
        | "edit_premises"
        | "add_photo"
        | "remove_photo"
        | "put_back_photo"
        | "keep_setting"
        | "set_target"
        | "upload_form"
        | "publish_form"
        | "drop_form"
        | "draft_activity"
        | "amend_activity"
        | "add_shift"
        | "drop_shift"
        | "submit_activity"
        | "send_activity_back"
        | "publish_activity"
        | "cancel_shift"
        | "cancel_activity"
        | "close_activity"
        | "note_attendance"
        | "note_absence"
        | "confirm_hours"
        | "ask_hours"
        | "agree_hours"
        | "refuse_hours"
        | "take_back_hours"
        | "not_count_hours"
        | "name_partner"
        | "ask_for_correction"
        | "answer_correction"
        | "retire" => Some(if refused { SIX_MONTHS_DAYS } else { THREE_YEARS_DAYS }),
        _ => None,
    }
}

/// Whether a row of this kind that was applied at `applied_at_ms` has been kept for long enough.
pub fn is_past(kind: &str, refused: bool, applied_at_ms: i64, now_ms: i64) -> bool {
    kept_days(kind, refused).is_some_and(|days| applied_at_ms.saturating_add(days * DAY_MS) <= now_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::words::KINDS;

    #[test]
    fn every_kind_is_kept_for_the_six_months_of_the_law_at_least() {
        for kind in KINDS {
            for refused in [false, true] {
                let days = kept_days(kind, refused);
                assert!(days.is_some_and(|days| days >= SIX_MONTHS_DAYS), "{kind}: say how long it is kept");
            }
        }
    }

    #[test]
    fn what_was_shared_is_kept_for_three_years_and_what_nobody_knows_for_good() {
        for (kind, refused, days) in [
            ("sign_in", false, Some(184)),
            ("sign_in", true, Some(184)),
            ("export", false, Some(1096)),
            ("read", false, Some(1096)),
            ("disable", false, Some(1096)),
            ("disable", true, Some(184)),
            ("visit", false, None),
            ("visit", true, None),
        ] {
            assert_eq!(kept_days(kind, refused), days, "{kind}");
        }
    }

    #[test]
    fn a_row_is_past_on_the_millisecond_and_not_before() {
        let kept_ms = 184 * DAY_MS;
        assert!(!is_past("sign_in", false, 5, kept_ms + 4));
        assert!(is_past("sign_in", false, 5, kept_ms + 5));
        assert!(!is_past("visit", false, 0, i64::MAX));
        assert!(!is_past("sign_in", false, i64::MAX, i64::MAX - 1));
    }
}
