//! Sentences of matching volunteers with what units need.

crate::messages! {
    office_title { zh: "找志愿者", en: "Find volunteers" }
    office_lead { zh: "写下需要什么，系统按技能、时间、距离和季节列出合适的志愿者；您来邀请，站长同意后才告诉对方具体地点和联系人。", en: "Say what is needed; volunteers who fit by skill, time, distance and season are listed. You ask them, and the leader agrees before they are told where exactly and whom to call." }
    new_title { zh: "新的需求", en: "A new need" }
    change_title { zh: "修改需求", en: "Change this need" }
    change_lead { zh: "还没有答复的志愿者下次打开就看到改过的内容。有人愿意来以后就不能再改，只能结束。", en: "Whoever has not answered reads the new words the next time they look. Once somebody would come it cannot be changed, only closed." }
    change { zh: "修改", en: "Change" }
    copy { zh: "照样再写一条", en: "Write another like it" }
    state { zh: "状态", en: "State" }
    every { zh: "全部", en: "All" }
    find { zh: "筛选", en: "Show" }
    count(needs: usize) { zh: "共 {needs} 条", en: "{needs} in all" }
    none { zh: "还没有需求。", en: "No need is posted yet." }
    found(agreed: i64, people: u8) { zh: "已确定 {agreed} / {people} 人", en: "{agreed} of {people} found" }
    willing(people: i64) { zh: "{people} 人愿意来，等站长同意", en: "{people} would come and wait for the leader" }
    waits(people: i64) { zh: "有 {people} 位志愿者愿意来，等您同意", en: "Volunteers who would come and wait for you: {people}" }

    state_open { zh: "正在找", en: "Looking" }
    state_closed { zh: "已结束", en: "Closed" }
    state_expired { zh: "已过期", en: "Over" }

    unit { zh: "单位", en: "Unit" }
    title { zh: "做什么（一句话）", en: "What is to be done (one line)" }
    title_hint { zh: "例如：陪一位长者去卫生院取药。对方同意之前就看得到，不能写服务对象是谁。", en: "Such as: go to the clinic with an older person. Read before anything is agreed: it must not say who is helped." }
    task { zh: "具体要做的事", en: "The same at length" }
    task_hint { zh: "需要带什么、要注意什么。不写姓名、住址、电话和病情。", en: "What to bring, what to mind. No name, address, number or illness of anybody." }
    no_names { zh: "不要写任何服务对象的姓名、电话、证件号码、门牌或能认出本人的情况。先写需要什么样的帮忙，其余的当面说。", en: "Name nobody who is helped, and give no number, door or circumstance by which they could be known. Say what help is needed; the rest is told in person." }
    told_before { zh: "邀请时对方看到的", en: "What they read when they are asked" }
    told_after { zh: "站长同意之后才告诉的", en: "What they are told once the leader has agreed" }
    skills { zh: "技能", en: "Skills" }
    skills_hint { zh: "具备其中一项即可；都不选则不限。", en: "One of these is enough; none chosen means everybody." }
    place { zh: "村（社区）或乡镇", en: "Village or township" }
    place_hint { zh: "对方只看到这里；只会推荐本市县的志愿者。", en: "No more than this is told; only volunteers of this city or county are suggested." }
    choose { zh: "请选择", en: "Choose" }
    times { zh: "什么时间", en: "At which times" }
    times_hint { zh: "可多选。有晚上的，不会推荐未成年人。", en: "Several may be chosen. With an evening among them, no minors are suggested." }
    first { zh: "从哪天起", en: "From" }
    last { zh: "到哪天止", en: "Until" }
    last_hint { zh: "只有一天可以不填。这段时间不在岛上的候鸟不会被推荐。", en: "Empty for one day. Winter residents who are away then are not suggested." }
    people { zh: "需要几人", en: "How many" }
    people_hint { zh: "不填为 1 人。", en: "Empty: one." }
    age_min { zh: "最低年龄", en: "Minimum age" }
    age_hint { zh: "周岁。不填为 18；可以放宽到 10，未成年人须监护人已同意。", en: "In years. Empty: 18. It may be as low as 10; minors need the consent of their guardian." }
    address { zh: "具体地点", en: "Where exactly" }
    address_hint { zh: "能写公共地点就写公共地点，例如：卫生院门口。", en: "A public place where that does, such as: the door of the clinic." }
    meeting { zh: "什么时候、在哪里集合", en: "When and where people meet" }
    contact { zh: "到站里找谁", en: "Whom to call in the unit" }
    phone { zh: "联系电话", en: "Telephone" }
    save { zh: "保存，看谁合适", en: "Save and see who fits" }

    about(question: &str, fault: &str) { zh: "{question}：{fault}", en: "{question}: {fault}" }
    fault_empty { zh: "请填写", en: "Write something here" }
    fault_long(chars: usize) { zh: "最多 {chars} 个字", en: "{chars} letters at most" }
    fault_signs { zh: "这里有看不见的字符，请重新输入", en: "There are signs here that cannot be seen; type it again" }
    fault_number { zh: "这里像是有电话或证件号码。对方同意之前就会看到，请删去", en: "This seems to hold a number of a telephone or a card. It is read before anything is agreed: take it out" }
    fault_choice { zh: "请从列表里选择", en: "Choose from the list" }
    fault_times { zh: "请至少选一个时间", en: "Choose at least one time" }
    fault_phone { zh: "请写能打通的电话，例如 0898-65310000", en: "Write a number that can be called, such as 0898-65310000" }
    fault_day { zh: "请写日期，例如 2026-12-05", en: "Write a day, such as 2026-12-05" }
    fault_past { zh: "这一天已经过去", en: "That day is over" }
    fault_order { zh: "结束的日期在开始之前", en: "It ends before it begins" }
    fault_far(days: i64) { zh: "最多 {days} 天", en: "{days} days at most" }
    fault_people(most: u8) { zh: "请写 1 到 {most} 的数", en: "Write a number from 1 to {most}" }
    fault_age(least: u8) { zh: "请写 {least} 到 60 的数", en: "Write a number from {least} to 60" }
    fault_refused { zh: "没有保存：别人刚刚做了改动，或这一步现在不能做。您写的都还在。", en: "Not saved: somebody has changed something meanwhile, or this cannot be done now. What you wrote is still here." }
    reason_long(chars: usize) { zh: "原因最多 {chars} 个字", en: "{chars} letters at most for the reason" }

    done { zh: "已保存。", en: "Saved." }
    refused { zh: "没有做成：对方刚刚改了答复、人已经够了、这位志愿者现在不合适，或者没有勾选任何人。请看下面现在的情况。", en: "Not done: the answer has just changed, enough were found, this volunteer does not fit any more, or nobody was ticked. How it stands now is below." }
    when { zh: "时间", en: "When" }
    days(first: &str, last: &str) { zh: "{first} 至 {last}", en: "{first} to {last}" }
    anybody { zh: "不限", en: "anybody can do it" }
    years(age: u8) { zh: "{age} 周岁以上", en: "{age} years or older" }

    suggestions { zh: "合适的志愿者", en: "Volunteers who fit" }
    suggestions_lead { zh: "先看会的技能，再看有空的时间、远近（乡镇中心之间）、是不是整段时间都在；一样的按编号排。这不是排名，以前做过多少不计。未成年人只推荐给其所在站的负责人。", en: "More of the skills first, then more of the times, then nearer (between the seats of townships), then here for all of it; ties by number. It is no ranking: what somebody did before does not count. Minors are suggested to who is in charge of them alone." }
    suggestions_none { zh: "本市县现在没有别的合适的志愿者。可以放宽时间或技能再写一条。", en: "Nobody else in this city or county fits now. Another need with fewer conditions may find somebody." }
    suggestions_more(shown: usize, all: usize) { zh: "共 {all} 人合适，先列出 {shown} 人。", en: "{all} fit; here are the first {shown}." }
    why_skills(skills: &str) { zh: "会{skills}", en: "can: {skills}" }
    why_times(times: &str) { zh: "有空：{times}", en: "has time: {times}" }
    why_times_unknown { zh: "没有说什么时候有空", en: "did not say when they have time" }
    why_same_town { zh: "住在同一乡镇", en: "lives in the same township" }
    why_away(length: &str) { zh: "相距约 {length}", en: "about {length} away" }
    why_away_unknown { zh: "距离不详", en: "distance not known" }
    why_throughout { zh: "候鸟，这段时间都在", en: "winter resident, here for all of it" }
    why_partly { zh: "候鸟，只有一部分时间在", en: "winter resident, here for some of it" }
    ask_one { zh: "邀请", en: "Ask" }
    ask_ticked { zh: "邀请勾选的人", en: "Ask those who are ticked" }

    asks { zh: "邀请过的人", en: "Who was asked" }
    asks_none { zh: "还没有邀请任何人。", en: "Nobody was asked yet." }
    ask_asked { zh: "等对方答复", en: "Has not answered" }
    ask_asked_own { zh: "等您答复", en: "Waits for your answer" }
    ask_willing { zh: "愿意来，等站长同意", en: "Would come; the leader has to agree" }
    ask_declined { zh: "不能来", en: "Cannot come" }
    ask_agreed { zh: "已确定", en: "Agreed" }
    ask_passed { zh: "这次不用了", en: "Not this time" }
    ask_taken_back { zh: "站里收回了", en: "Taken back by the unit" }
    ask_withdrew { zh: "不来了", en: "Cannot come after all" }
    ask_over { zh: "需求已结束", en: "The need is over" }
    reason { zh: "原因", en: "Why" }
    reason_optional { zh: "原因（可以不写）", en: "Why (may be left empty)" }
    agree { zh: "同意", en: "Agree" }
    pass { zh: "这次不用", en: "Not this time" }
    take_back { zh: "收回", en: "Take back" }
    close { zh: "结束这条需求", en: "Close this need" }
    close_lead { zh: "结束后，愿意来的和还没有答复的志愿者会被告知不用来了；已确定的照常来。", en: "Whoever would come or has not answered is then told that they need not; whoever was agreed to comes as agreed." }
    call_off { zh: "取消：谁都不用来了", en: "Call it off: nobody need come" }
    enough { zh: "人已经够了。", en: "Enough were found." }

    asked_title { zh: "有人找我帮忙", en: "Asked to help" }
    asked_lead { zh: "社工站想请您帮忙的事。愿不愿意都可以，不写原因也行；站长同意后，这里会告诉您具体地点、集合和找谁。", en: "What stations ask of you. Yes and no are both fine, with or without a reason. When the leader has agreed, this page tells where exactly, where people meet and whom to call." }
    asked_none { zh: "现在没有人找您帮忙。", en: "Nobody has asked you for anything now." }
    asked_by { zh: "谁邀请的", en: "Asked by" }
    asked_done { zh: "已记下您的答复。", en: "Your answer is noted." }
    asked_refused { zh: "没有记下：需求已经结束、内容刚刚改过，或者情况刚刚变了。请看下面现在的情况。", en: "Not noted: the need is over, its words were changed, or something else has just changed. How it stands now is below." }
    say_yes { zh: "我愿意", en: "Yes, I can come" }
    say_no { zh: "我不能来", en: "I cannot come" }
    withdraw { zh: "我不来了", en: "I cannot come after all" }
    waits_for_leader { zh: "您愿意来，站里还要确定。确定以后会告诉您。", en: "You would come; the station has yet to agree, and will tell you." }
    not_this_time { zh: "谢谢您愿意来，这次已有别人。", en: "Thank you; this time somebody else comes." }
    pair_contact(name: &str, phone: &str) { zh: "{name}，{phone}", en: "{name}, {phone}" }
}
