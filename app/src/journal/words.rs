//! What stands in the journal, as words. Pure.

use super::{messages, model::Actor};
use crate::language::Language;

/// Every kind of row that there is today, in the order of the list to choose from.
pub const KINDS: [&str; 40] = [
    "invite",
    "link",
    "set_password",
    "set_second_factor",
    "forget_second_factor",
    "sign_in",
    "second_step",
    "sign_out",
    "renew_second_factor",
    "new_recovery_codes",
    "prove",
    "ask_back",
    "give_role",
    "end_role",
    "hand_over",
    "disable",
    "read",
    "export",
    "remind",
    "leave",
    "add",
    "amend",
    "send_again",
    "arrived",
    "retire",
    "back_up",
    "remove_backup",
    "restore",
    "rotate_keys",
    "purge_demo",
    "enrol",
    "revoke",
    "edit_station",
    "close_today",
    "reopen_today",
    "verify_station",
    "reach_stage",
    "add_station",
    "merge_station",
    "close_station",
];

/// 「登录」; a kind that this release does not know is shown as it is written.
pub fn kind(l: Language, kind: &str) -> String {
    match kind {
        "invite" => messages::kind_invite(l),
        "link" => messages::kind_link(l),
        "set_password" => messages::kind_set_password(l),
        "set_second_factor" => messages::kind_set_second_factor(l),
        "sign_in" => messages::kind_sign_in(l),
        "second_step" => messages::kind_second_step(l),
        "sign_out" => messages::kind_sign_out(l),
        "forget_second_factor" => messages::kind_forget_second_factor(l),
        "renew_second_factor" => messages::kind_renew_second_factor(l),
        "new_recovery_codes" => messages::kind_new_recovery_codes(l),
        "prove" => messages::kind_prove(l),
        "ask_back" => messages::kind_ask_back(l),
        "give_role" => messages::kind_give_role(l),
        "end_role" => messages::kind_end_role(l),
        "hand_over" => messages::kind_hand_over(l),
        "disable" => messages::kind_disable(l),
        "read" => messages::kind_read(l),
        "export" => messages::kind_export(l),
        "remind" => messages::kind_remind(l),
        "leave" => messages::kind_leave(l),
        "add" => messages::kind_add(l),
        "amend" => messages::kind_amend(l),
        "send_again" => messages::kind_send_again(l),
        "arrived" => messages::kind_arrived(l),
        "retire" => messages::kind_retire(l),
        "back_up" => messages::kind_back_up(l),
        "remove_backup" => messages::kind_remove_backup(l),
        "restore" => messages::kind_restore(l),
        "rotate_keys" => messages::kind_rotate_keys(l),
        "purge_demo" => messages::kind_purge_demo(l),
        "enrol" => messages::kind_enrol(l),
        "revoke" => messages::kind_revoke(l),
        "edit_station" => messages::kind_edit_station(l),
        "close_today" => messages::kind_close_today(l),
        "reopen_today" => messages::kind_reopen_today(l),
        "verify_station" => messages::kind_verify_station(l),
        "reach_stage" => messages::kind_reach_stage(l),
        "add_station" => messages::kind_add_station(l),
        "merge_station" => messages::kind_merge_station(l),
        "close_station" => messages::kind_close_station(l),
        other => other,
    }
    .to_owned()
}

/// 「登录名」; a field that this release does not know is shown as it is written.
pub fn field(l: Language, field: &str) -> String {
    match field {
        "name" => messages::field_name(l),
        "sign_in_name" => messages::field_sign_in_name(l),
        "role" => messages::field_role(l),
        "unit" => messages::field_unit(l),
        "term" => messages::field_term(l),
        "to" => messages::field_to(l),
        "state" => messages::field_state(l),
        "rows" => messages::field_rows(l),
        "contact" => messages::field_contact(l),
        "occasions" | "occasion" => messages::field_occasions(l),
        "lead_days" => messages::field_lead_days(l),
        "title_zh" => messages::field_title_zh(l),
        "title_en" => messages::field_title_en(l),
        "from" => messages::field_from(l),
        "until" => messages::field_until(l),
        "source" => messages::field_source(l),
        "published" => messages::field_published(l),
        "phone" => messages::field_phone(l),
        "hours" => messages::field_hours(l),
        "holidays" => messages::field_holidays(l),
        "name_zh" => messages::field_name_zh(l),
        "name_en" => messages::field_name_en(l),
        "pinyin" => messages::field_pinyin(l),
        "aliases" => messages::field_aliases(l),
        "address_zh" => messages::field_address_zh(l),
        "address_en" => messages::field_address_en(l),
        "door" => messages::field_door(l),
        "serves" => messages::field_serves(l),
        "rooms" => messages::field_rooms(l),
        "access" => messages::field_access(l),
        "services" => messages::field_services(l),
        "special_services" => messages::field_special_services(l),
        "key_project_zh" => messages::field_key_project_zh(l),
        "key_project_en" => messages::field_key_project_en(l),
        "mode" => messages::field_mode(l),
        "programmes" => messages::field_programmes(l),
        "day" => messages::field_day(l),
        "reason" => messages::field_reason(l),
        "verified_on" => messages::field_verified_on(l),
        "stage" => messages::field_stage(l),
        "on" => messages::field_on(l),
        "proof" => messages::field_proof(l),
        "into" => messages::field_into(l),
        "division" => messages::field_division(l),
        "slug" => messages::field_slug(l),
        "kind" => messages::field_kind(l),
        other => other,
    }
    .to_owned()
}

/// Who acted; `name` is what a member of the staff is called.
pub fn actor(l: Language, actor: &Actor, name: Option<&str>) -> String {
    match actor {
        Actor::Staff(id) => name.map_or_else(|| id.to_string(), str::to_owned),
        Actor::Stranger => messages::stranger(l).to_owned(),
        Actor::Operator => messages::operator(l).to_owned(),
        Actor::Clock => messages::clock(l).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_words_in_both_languages() {
        for word in KINDS {
            for l in Language::ALL {
                assert_ne!(kind(l, word), word);
            }
        }
        assert_eq!(kind(Language::Zh, "later"), "later");
    }

    #[test]
    fn every_field_has_its_words_in_both_languages() {
        for word in [
            "name",
            "sign_in_name",
            "role",
            "unit",
            "term",
            "to",
            "state",
            "rows",
            "contact",
            "occasions",
            "occasion",
            "lead_days",
            "title_zh",
            "title_en",
            "from",
            "until",
            "source",
            "published",
            "phone",
            "hours",
            "holidays",
            "name_zh",
            "name_en",
            "pinyin",
            "aliases",
            "address_zh",
            "address_en",
            "door",
            "serves",
            "rooms",
            "access",
            "services",
            "special_services",
            "key_project_zh",
            "key_project_en",
            "mode",
            "programmes",
            "day",
            "reason",
            "verified_on",
            "stage",
            "on",
            "proof",
            "into",
            "division",
            "slug",
            "kind",
        ] {
            for l in Language::ALL {
                assert_ne!(field(l, word), word);
            }
        }
        assert_eq!(field(Language::Zh, "later"), "later");
    }
}
