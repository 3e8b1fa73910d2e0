//! Sentences about complaints and suggestions.

crate::messages! {
    title { zh: "投诉与建议", en: "Complaints and suggestions" }
    description { zh: "对社工站、工作人员或本平台的投诉和建议：不用注册，可以不留姓名，凭查询码看答复。", en: "Complaints and suggestions about stations, staff or this platform: no account, no name needed, and an answer that is read with a code." }
    lead { zh: "对社工站、工作人员或这个平台有意见，请写在这里。不用注册，可以不留姓名。工作人员自己也可以写。", en: "If something is wrong at a station, with its staff or on this platform, write it here. No account, and no name needed. Staff may write too." }
    urgent(line: &str) { zh: "这里不处理紧急的事。遇到危险请拨打 110；要求助请联系社工站，或拨打 {line}。", en: "This is not for emergencies. In danger call 110; for help turn to a station or call {line}." }
    how { zh: "写了以后", en: "What happens then" }
    how_who { zh: "关于站点的，由所在市县办理，不由站点自己办理；关于市县、省里和平台的，由省里办理。", en: "What is about a station goes to its county office and never to the station alone; what is about a county, the province or the platform goes to the province." }
    how_days(days: u32) { zh: "{days} 个工作日内答复。这是本平台自定的期限。", en: "It is answered within {days} working days. This is a term that the platform has set itself." }
    how_code { zh: "您会得到一个查询码，凭它查看进展和答复。不满意可以提出一次，由上一级再办。", en: "You get a code with which you read how it stands and what is answered. If you are not satisfied, say so once, and the level above looks at it." }
    how_staff { zh: "登录了的工作人员来写，系统也不记录是谁，除非您自己写上姓名。", en: "If you are signed in as staff, that is not recorded either, unless you write your name." }
    how_sealed { zh: "内容、姓名和联系方式加密保存，只给办理的人看，看一次记一次；办结一年后删除。", en: "What you write, your name and your contact are kept encrypted and shown to those who answer; each look is written down. All of it is deleted a year after it is closed." }
    look { zh: "查看答复", en: "Read an answer" }
    write { zh: "写投诉或建议", en: "Write one" }
    kind_question { zh: "这是", en: "This is" }
    kind_complaint { zh: "投诉", en: "A complaint" }
    kind_suggestion { zh: "建议", en: "A suggestion" }
    kind_burden { zh: "给基层添了负担（形式主义、重复填表等）", en: "A burden on those who work here (forms for their own sake, filling in the same twice)" }
    about_question { zh: "关于哪里", en: "About whom" }
    about_province { zh: "省里，或这个平台", en: "The province, or this platform" }
    about_units { zh: "列出这个市县的站点", en: "List the units of this county" }
    unit_question { zh: "哪个站点", en: "Which unit" }
    unit_none { zh: "不是哪个站点，是这个市县", en: "None of them: it is about the county" }
    text_question { zh: "您想说什么", en: "What you want to say" }
    text_hint(most: usize) { zh: "什么时候、在哪里、发生了什么、希望怎么解决。不超过 {most} 字。", en: "When, where, what happened, and what would put it right. At most {most} characters." }
    contact_question { zh: "手机号或邮箱（选填）", en: "Mobile number or e-mail (optional)" }
    contact_hint { zh: "方便办理的人问清楚；有了答复也会告诉您。", en: "So that whoever answers can ask back; you are told when there is an answer." }
    name_question { zh: "姓名（选填）", en: "Name (optional)" }
    unseen { zh: "这一栏请空着", en: "Leave this empty" }
    send { zh: "提交", en: "Send" }
    kind_wrong { zh: "请选择是投诉、建议，还是添了负担", en: "Choose what it is" }
    county_wrong { zh: "请从列表里选择市县", en: "Choose a county from the list" }
    unit_wrong { zh: "请从列表里选择这个市县的站点", en: "Choose a unit of this county from the list" }
    text_empty { zh: "请写下您想说的话", en: "Write what you want to say" }
    text_long(most: usize) { zh: "请不要超过 {most} 字", en: "Keep it to {most} characters" }
    contact_long(most: usize) { zh: "联系方式请不要超过 {most} 个字符", en: "Keep the contact to {most} characters" }
    name_long(most: usize) { zh: "姓名请不要超过 {most} 字", en: "Keep the name to {most} characters" }
    again_wrong { zh: "没有收到，请再按一次「提交」", en: "It did not arrive; press “Send” once more" }
    too_many(line: &str) { zh: "这个网络一小时内提交得太多了。您写的还在下面，请过一会儿再提交，或拨打 {line}。", en: "Very many were sent from your network within the hour. What you wrote is still below: send it later, or call {line}." }

    done_title { zh: "已经收到", en: "It has arrived" }
    done_lead { zh: "请记下查询码：", en: "Keep this code:" }
    done_keep { zh: "凭查询码查看进展和答复。请抄下、打印或保存到手机：它只显示这一次，我们也找不回来。", en: "With it you read how it stands and what is answered. Write it down, print or save it: it is shown only now, and we cannot find it again." }
    done_due(day: &str) { zh: "答复不晚于 {day}。", en: "The answer comes by {day}." }
    save { zh: "保存成文件", en: "Save as a file" }
    print { zh: "打印", en: "Print" }
    print_hint { zh: "打印：在浏览器菜单中选择「打印」。", en: "To print, choose “Print” in the menu of your browser." }
    file_title { zh: "投诉与建议查询码", en: "Code of a complaint or suggestion" }
    file_where(address: &str) { zh: "查看答复：{address}", en: "Read the answer at {address}" }

    status_title { zh: "查看答复", en: "Read an answer" }
    status_lead { zh: "输入提交时得到的查询码。", en: "Enter the code that you got." }
    code_question { zh: "查询码", en: "Code" }
    code_hint { zh: "12 位字母和数字，例如 K7MQ-X2P9-AHWT；横线和大小写都可以不管", en: "Twelve letters and digits, like K7MQ-X2P9-AHWT; dashes and capitals make no difference" }
    status_look { zh: "查看", en: "Look" }
    code_mistyped { zh: "查询码有写错的地方，请对照再输入一次", en: "There is a slip in the code; compare it and enter it again" }
    code_unknown { zh: "没有这个查询码。办结满一年的已经删除", en: "There is no such code. What was closed more than a year ago is deleted" }
    code_wait { zh: "这个网络输错太多次了，请过一小时再试", en: "Too many codes were tried from your network; try again in an hour" }
    ticket_title { zh: "办理情况", en: "How it stands" }
    ticket_received(day: &str) { zh: "{day} 收到", en: "Arrived on {day}" }
    ticket_with(who: &str) { zh: "由{who}办理", en: "It lies with {who}" }
    ticket_due(day: &str) { zh: "不晚于 {day} 答复", en: "Answered by {day}" }
    ticket_overdue(day: &str) { zh: "应在 {day} 前答复，已经超期，上一级已得到提醒。", en: "The answer was due by {day} and is late; the level above has been told." }
    ticket_said { zh: "答复和记录", en: "What was said" }
    ticket_none { zh: "还没有答复。", en: "There is no answer yet." }
    object_title { zh: "对答复不满意？", en: "Not satisfied?" }
    object_lead { zh: "可以提出一次，写明原因，由上一级再办。", en: "You may say so once, with the reason; the level above looks at it again." }
    object_question { zh: "为什么不满意", en: "Why you are not satisfied" }
    object_send { zh: "不满意，请上一级再办", en: "Not satisfied: ask the level above" }
    object_done { zh: "已交上一级再办。", en: "The level above looks at it now." }
    object_too_late { zh: "现在不能提出：已经提出过，或正在办理", en: "This cannot be said now: it was said before, or it is being looked at" }

    level_province { zh: "省级工作人员", en: "the provincial office" }
    level_county(name: &str) { zh: "{name}的工作人员", en: "the office of {name}" }
    level_department(county: &str, department: &str) { zh: "{county}{department}", en: "{department} of {county}" }
    state_apart { zh: "待甄别", en: "To be looked at" }
    state_received { zh: "已收到", en: "Received" }
    state_taken { zh: "办理中", en: "Being seen to" }
    state_answered { zh: "已答复", en: "Answered" }
    state_closed { zh: "已办结", en: "Closed" }
    step_sent { zh: "提交", en: "Sent" }
    step_admit { zh: "确认受理", en: "Admitted" }
    step_set_aside { zh: "不予受理", en: "Set aside" }
    step_take { zh: "开始办理", en: "Taken" }
    step_pass { zh: "转办", en: "Passed on" }
    step_answer { zh: "答复", en: "Answer" }
    step_close { zh: "办结", en: "Closed" }
    step_object { zh: "不满意", en: "Not satisfied" }

    office_title { zh: "投诉与建议办理", en: "Complaints to answer" }
    office_lead { zh: "等答复的在前面，期限近的更靠前。打开一件会记入流水。", en: "Those that wait for an answer stand first, the most urgent in front. Opening one is written in the journal." }
    office_state { zh: "状态", en: "State" }
    office_kind { zh: "类型", en: "Kind" }
    office_about { zh: "关于", en: "About" }
    office_level { zh: "由谁办理", en: "Lies with" }
    office_received { zh: "收到", en: "Received" }
    office_due { zh: "期限", en: "Due" }
    office_every { zh: "全部", en: "All" }
    office_waiting { zh: "等答复的", en: "Waiting for an answer" }
    office_overdue { zh: "超期的", en: "Overdue" }
    office_place { zh: "站点", en: "Unit" }
    office_find { zh: "查询", en: "Show" }
    office_reset { zh: "重置", en: "Reset" }
    office_count(count: usize) { zh: "共 {count} 条", en: "{count} in all" }
    office_none_yet { zh: "还没有收到投诉或建议。收到后会排在这里，最急的在前面。", en: "None has come yet. When one does, it stands here, the most pressing first." }
    office_none { zh: "没有这样的投诉或建议。换个条件，或按「重置」看全部。", en: "There are none like that. Ask for others, or reset to see all." }
    overdue { zh: "超期", en: "overdue" }
    objected { zh: "不满意，再办", en: "not satisfied, again" }
    kind_complaint_short { zh: "投诉", en: "Complaint" }
    kind_suggestion_short { zh: "建议", en: "Suggestion" }
    kind_burden_short { zh: "基层负担", en: "Burden" }
    about_platform { zh: "省里或平台", en: "Province or platform" }
    no_data { zh: "--", en: "--" }

    one_title { zh: "一件投诉或建议", en: "One complaint or suggestion" }
    one_said { zh: "内容", en: "What was said" }
    one_name { zh: "姓名", en: "Name" }
    one_contact { zh: "联系方式", en: "Contact" }
    one_anonymous { zh: "没有留", en: "not given" }
    one_erased { zh: "内容已经删除。", en: "What was said is deleted." }
    one_by { zh: "办理人", en: "Seen to by" }
    one_history { zh: "经过", en: "What has happened" }
    one_not_yours { zh: "这件由下一级办理，这里看不到内容。有必要时可以提到本级办理，写明原因。", en: "It lies with the level below, and what was said is not shown here. If need be, take it over and say why." }
    one_apart { zh: "这件看起来像是程序自动提交的。请判断：真的就受理，不是就写明理由不予受理。", en: "It looks made by a machine. Decide: admit it if it is real, or set it aside and say why." }
    one_done { zh: "已保存。", en: "Saved." }
    act_admit { zh: "是真的，受理", en: "It is real: admit it" }
    act_aside { zh: "不予受理", en: "Set it aside" }
    act_take { zh: "由我办理", en: "I see to it" }
    act_answer { zh: "答复", en: "Answer" }
    act_answer_more { zh: "补充答复", en: "Add to the answer" }
    act_pass { zh: "转办", en: "Pass it on" }
    act_take_over { zh: "提到省里办理", en: "Take it over" }
    close_lead { zh: "办结后不能再补充答复，内容一年后删除。提交人没有提过不满意的，仍可以提出一次。", en: "Nothing can be added to the answer then, and what was said is deleted after a year. Its writer may still say once that they are not satisfied." }
    act_close { zh: "办结", en: "Close it" }
    answer_question { zh: "答复内容", en: "The answer" }
    answer_hint { zh: "提交人凭查询码看到。留了手机或邮箱的会收到通知，通知里没有内容。", en: "Its writer reads it with the code. If a number or an address was left, they are told that there is an answer, not what it says." }
    aside_question { zh: "不予受理的理由", en: "Why it is set aside" }
    aside_hint { zh: "提交人看得到。", en: "Its writer reads it." }
    pass_question { zh: "转办的原因", en: "Why it is passed on" }
    pass_hint { zh: "只给办理的人看。期限不变。", en: "Shown only to those who answer. The term stays." }
    pass_to { zh: "转给", en: "To" }
    pass_to_wrong { zh: "请选择转给谁", en: "Choose to whom" }
    not_now { zh: "别人刚刚办过这一步。请看下面现在的情况，再决定怎么办。", en: "Somebody else has just done something with it. See below how it stands now, then decide." }

    waits_overdue(count: i64) { zh: "投诉建议超期未答复（{count}）", en: "Complaints overdue ({count})" }
    waits_waiting(count: i64) { zh: "投诉建议等答复（{count}）", en: "Complaints waiting for an answer ({count})" }
    waits_apart(count: i64) { zh: "投诉建议待甄别（{count}）", en: "Complaints to be looked at ({count})" }
    waits_below(count: i64) { zh: "下级的投诉建议超期未答复（{count}）", en: "Complaints overdue below ({count})" }
    at_station { zh: "对这个站点有意见或建议？", en: "Is something wrong at this station?" }
    staff_link { zh: "提意见", en: "Say what is wrong" }
}
