//! Sentences about reminders.

crate::messages! {
    title { zh: "考试提醒", en: "Exam reminder" }
    description { zh: "免费短信提醒：社会工作者职业资格考试的准考证打印、考试和成绩。", en: "A free reminder by SMS: admission tickets, examination and results for social workers." }
    lead { zh: "留一个手机号，到时候免费提醒您。不用注册，随时可以退出。", en: "Leave a mobile number and be reminded in time, free of charge. No account; leave whenever you like." }
    dates { zh: "时间安排", en: "Dates" }
    dates_none { zh: "今年的时间还没有公布。现在预约，公布以后按时提醒您。", en: "The dates are not known yet. Ask for a reminder now; it comes in time once they are." }
    day { zh: "日期", en: "Date" }
    what { zh: "事项", en: "What" }
    source { zh: "来源", en: "Source" }
    demo { zh: "演示数据", en: "Demo data" }
    ask { zh: "预约提醒", en: "Ask for a reminder" }
    contact_phone { zh: "手机号", en: "Mobile number" }
    contact_email { zh: "电子邮箱", en: "E-mail address" }
    contact_both { zh: "手机号或电子邮箱", en: "Mobile number or e-mail address" }
    contact_hint { zh: "只用于这项提醒，退出后删除", en: "Used for this reminder only, and deleted when you leave" }
    contact_wrong { zh: "请检查：手机号是 11 位数字，例如 138 0013 8000", en: "Check it: a mobile number has eleven digits, like 138 0013 8000" }
    contact_wrong_email { zh: "请检查邮箱地址，例如 name@example.org", en: "Check the address, like name@example.org" }
    contact_wrong_both { zh: "请检查：手机号是 11 位数字，邮箱像 name@example.org", en: "Check it: a mobile number has eleven digits, an e-mail address is like name@example.org" }
    which { zh: "提醒我什么", en: "Remind me of" }
    which_wrong { zh: "请至少选一项", en: "Choose at least one" }
    when { zh: "提前多久", en: "How long before" }
    when_wrong { zh: "请选一个时间", en: "Choose one" }
    same_day { zh: "当天早上", en: "In the morning of the day" }
    days_before(days: i64) { zh: "提前 {days} 天", en: "{days} days before" }
    day_before { zh: "提前 1 天", en: "The day before" }
    agree { zh: "我同意为这项提醒保存我的号码，直到我退出", en: "My number may be kept for this reminder until I leave" }
    agree_wrong { zh: "不勾选就不能保存号码，也就无法提醒", en: "Without this the number cannot be kept, and nobody can remind you" }
    send_code { zh: "发送验证码", en: "Send me a code" }
    too_often { zh: "验证码发送太多了，请一小时后再试。", en: "Too many codes were sent; try again in an hour." }
    quiet(from: u16, until: u16) { zh: "{from} 点到 {until} 点之间不打扰（验证码除外）。", en: "Nobody is disturbed between {from}:00 and {until}:00; only the code comes at any time." }
    not_here { zh: "这里还没有接通短信。可以把时间加到手机日历，由手机提醒您。", en: "No SMS are sent from here yet. Put the dates into the calendar of your phone, which reminds you itself." }
    calendar { zh: "加到手机日历", en: "Add to my calendar" }
    calendar_note { zh: "不想留号码，也可以这样：由手机自己提醒。", en: "Without leaving a number: your phone reminds you itself." }

    confirm_title { zh: "输入验证码", en: "Enter the code" }
    confirm_lead(contact: &str) { zh: "验证码已发到 {contact}，10 分钟内有效。", en: "A code was sent to {contact}; it works for ten minutes." }
    confirm_code { zh: "6 位验证码", en: "The six digits" }
    confirm_wrong { zh: "验证码不对，请再看一下短信。", en: "That is not the code; look again." }
    confirm { zh: "确认", en: "Confirm" }
    confirm_gone_title { zh: "验证码已失效", en: "This code no longer works" }
    confirm_gone { zh: "过了 10 分钟，或输错太多次。请重新预约，会收到新的验证码。", en: "Ten minutes are over, or it was mistyped too often. Ask again for another." }
    confirm_again { zh: "重新预约", en: "Ask again" }
    done_title { zh: "预约好了", en: "You will be reminded" }
    done_lead(contact: &str) { zh: "到时候会发到 {contact}。", en: "We write to {contact} in time." }
    done_what(what: &str, when: &str) { zh: "{what}；{when}。", en: "{what}; {when}." }
    done_leave { zh: "不需要了？", en: "Changed your mind?" }

    leave_title { zh: "不再提醒", en: "Stop reminding me" }
    leave_lead { zh: "按一下，就不再提醒，您的号码也会删除。", en: "One press, and no more reminders come; your number is deleted." }
    leave_button { zh: "不再提醒我", en: "Stop reminding me" }
    left_title { zh: "已退出", en: "You have left" }
    left_lead { zh: "不会再提醒您，您的号码已经删除。", en: "No more reminders come, and your number is deleted." }
    left_again { zh: "还想预约", en: "Ask for a reminder again" }

    registration { zh: "报名", en: "Registration" }
    ticket { zh: "准考证打印", en: "Printing the admission ticket" }
    examination { zh: "考试", en: "The examination" }
    results { zh: "成绩公布", en: "Results" }

    office_title { zh: "考试时间", en: "Examination dates" }
    office_lead { zh: "公布后，网站上马上看得到，预约的人按时收到提醒。改了日期，会按新日期再提醒一次。", en: "What is published is seen at once, and whoever asked is reminded in time. A date that moves is reminded of again." }
    office_none { zh: "还没有登记时间。", en: "No dates yet." }
    office_published { zh: "已公布", en: "published" }
    office_draft { zh: "未公布", en: "not published" }
    office_change { zh: "修改", en: "Change" }
    office_add { zh: "登记一个时间", en: "Add a date" }
    office_title_zh { zh: "名称（中文）", en: "Name in Chinese" }
    office_title_en { zh: "名称（英文，选填）", en: "Name in English (optional)" }
    office_occasion { zh: "事项", en: "What happens" }
    office_from { zh: "日期或第一天", en: "Day, or the first day" }
    office_until { zh: "最后一天（选填，只有一天就不填）", en: "Last day (optional; leave it empty for one day)" }
    office_day_hint { zh: "例如 2027-06-12", en: "Like 2027-06-12" }
    office_source { zh: "依据（公告名称或网址）", en: "Source (name or address of the notice)" }
    office_publish { zh: "公布", en: "Publish" }
    office_save { zh: "保存", en: "Save" }
    office_saved { zh: "已保存", en: "Saved" }
    office_title_wrong { zh: "请写名称，不超过 200 字", en: "Write a name, of at most 200 characters" }
    office_occasion_wrong { zh: "请选择事项", en: "Choose what happens" }
    office_from_wrong { zh: "请写日期，例如 2027-06-12", en: "Write a day, like 2027-06-12" }
    office_until_wrong { zh: "最后一天不能早于第一天，写法例如 2027-06-13", en: "The last day comes after the first; write it like 2027-06-13" }
    office_source_wrong { zh: "请写依据：没有出处的日期不能公布", en: "Name the source: a date without one is hearsay" }
    office_conflict(field: &str, theirs: &str) { zh: "别人刚把「{field}」改成「{theirs}」，您改的没有保存。需要的话请再改一次。", en: "Somebody has just changed “{field}” to “{theirs}”; yours was not kept. Change it again if need be." }
    office_waiting(count: i64) { zh: "{count} 人在等提醒", en: "{count} people wait to be reminded" }
}
