//! Sentences about calls for help.

crate::messages! {
    title { zh: "我要求助", en: "Ask for help" }
    description { zh: "向社工站求助：不用注册，留个电话，社工打给您；没有电话也可以。紧急情况请先拨打 110 或 120。", en: "Ask a social work station for help: no account, only a number at which a social worker calls you back, and even that can be left out. In an emergency call 110 or 120 first." }
    urgent { zh: "有生命危险，先打电话，不要等：", en: "If somebody is in danger, call now and do not wait:" }
    about(service: &str) { zh: "关于：{service}", en: "About: {service}" }
    near(station: &str) { zh: "地点会先按「{station}」那里填好，可以改。", en: "The place of {station} is filled in for you; you may change it." }
    begin { zh: "开始填写", en: "Begin" }
    begun { zh: "这台设备上有没填完的求助。按「开始填写」会换成新的一份，原来写的就没有了。", en: "There is a call on this device that is not sent. “Begin” replaces it, and what was written before is gone." }
    lost_title { zh: "这一页没有保存", en: "This page was not kept" }
    lost_lead { zh: "这份求助在别处改过、换成了新的，或者放得太久已经删掉。下面是您刚才写的，需要的话请抄下来再填。", en: "This call was changed or begun anew elsewhere, or it was deleted because it took too long. Here is what you just wrote: copy it, and go on." }
    lost_go_on { zh: "回到我要求助", en: "Back to asking for help" }
    go_on { zh: "继续", en: "Continue" }
    forget { zh: "不填了，删掉我写的", en: "Stop, and delete what I wrote" }
    forgotten { zh: "您写的已经删掉。", en: "What you wrote is deleted." }
    over { zh: "没有找到没填完的求助：放久了会自动删掉，或者浏览器没有保存。请重新开始。", en: "There is no call to go on with: it is deleted after a day, or your browser did not keep it. Begin again." }
    busy_title { zh: "现在不能开始填写", en: "No new call can begin right now" }
    busy_lead(time: &str) { zh: "从您用的网络，一小时内开始的求助太多了（同一个网络可能有很多人在用）。{time} 以后再按「开始填写」就可以。", en: "Very many calls were begun from your network within the hour; many people may share it. From {time} on, press “Begin” again." }
    busy_call { zh: "不想等，就打电话，社工帮您登记：", en: "Or call now, and a social worker takes it down for you:" }
    busy_kept { zh: "之前写了没发送的没有丢，可以接着填：", en: "What you wrote before and did not send is not lost; go on with it at" }
    how { zh: "填了以后", en: "What happens then" }
    how_call(days: u32) { zh: "社工打电话给您：着急的当天打，当天已经下班或不上班的，下次上班就打，并马上提醒站长和市县主管部门；其他的 {days} 个工作日内打。这是平台自定的期限。", en: "A social worker calls you: if it is urgent the same day, or, if the station is closed by then, as soon as it opens, and its leader and the county are told at once; else within {days} working days. These are terms that the platform has set itself." }
    how_call_within(urgent: u32, days: u32) { zh: "社工打电话给您：着急的 {urgent} 个工作日内打，社工站没有上班的，马上提醒站长和市县主管部门；其他的 {days} 个工作日内打。这是平台自定的期限。", en: "A social worker calls you: if it is urgent within {urgent} working days, and if the station is closed its leader and the county are told at once; else within {days} working days. These are terms that the platform has set itself." }
    how_urgent { zh: "这里不能代替 110、120：有危险请先打电话。", en: "This does not replace 110 and 120: in danger call first." }
    how_code { zh: "您会得到一个查询码，凭它和电话后四位可以查看、补充、评价；没有电话的，自己选四位数字。", en: "You get a code. With it and the last four digits of your number you see how it stands, add to it, and say how it was; without a telephone you choose four digits." }
    how_sealed { zh: "您写的加密保存，只有负责的社工站和上面的市县主管部门里办理求助的人看得到，看一次记一次；办完一年后删除。", en: "What you write is kept encrypted. Only those who see to calls for help at the station concerned and in the county office above it can read it, and each look is written down. It is deleted a year after it is closed." }
    look { zh: "查看我的求助", en: "See how my call stands" }
    or_station { zh: "或者直接去附近的社工站", en: "Or go to a station near you" }
    back { zh: "返回", en: "Back" }
    service_title { zh: "遇到了什么事？", en: "What is it about?" }
    service_hint { zh: "选最接近的一个。不确定就选第一个。", en: "Choose what comes closest. If you are not sure, choose the first." }
    service_other { zh: "说不清，或者是别的事", en: "Something else, or I cannot say" }
    service_special { zh: "本市县的特色服务", en: "Services of one city or county" }
    service_wrong { zh: "请选一个，不确定就选第一个", en: "Choose one; if you are not sure, the first" }
    no_service { zh: "其他求助", en: "Other help" }
    progress(number: usize, of: usize) { zh: "第 {number} 页，共 {of} 页", en: "Page {number} of {of}" }
    too_much { zh: "写得太多，存不下了。请写短一些，细节电话里再说", en: "That is more than can be kept. Shorten it; details can be told on the telephone" }
    photo_question { zh: "选一张照片（选填）", en: "Choose a photo (optional)" }
    photo_hint(most: usize) { zh: "最多 {most} 张，JPEG、PNG 或 WebP。位置信息会去掉。", en: "At most {most}; JPEG, PNG or WebP. The position is taken out." }
    photo_add { zh: "加上这张照片", en: "Add this photo" }
    photo_kept(number: usize) { zh: "照片 {number}", en: "Photo {number}" }
    photo_drop(number: usize) { zh: "去掉照片 {number}", en: "Take photo {number} out" }
    photos_along(count: usize) { zh: "{count} 张", en: "{count}" }
    check_title { zh: "核对信息", en: "Check what you wrote" }
    check_change { zh: "修改", en: "Change" }
    check_nothing { zh: "没有填", en: "Nothing" }
    check_left_out(count: usize) { zh: "没有填的（{count} 个）", en: "What you left out ({count})" }
    check_unfinished { zh: "这一页还没有填好，请点「修改」", en: "This page is not done: choose “Change”" }
    check_again { zh: "没有收到，请再按一次「提交」", en: "It did not arrive; press “Send” once more" }
    check_too_many(line: &str) { zh: "这个网络一小时内提交得太多了。您写的还在，请过一会儿再按「提交」，或拨打 {line}。", en: "Very many were sent from your network within the hour. What you wrote is kept: press “Send” later, or call {line}." }
    consent_title { zh: "提交表示同意", en: "What you agree to by sending" }
    consent { zh: "负责这个地方的社工站和县级主管部门，可以为了帮助您使用您写的这些内容，给您打电话。要转给别的单位，会先问您同不同意。您可以随时凭查询码查看，或打电话要求更正、删除。", en: "The station of this place and the county office above it may use what you wrote to help you, and call you. Before anything goes to another body, you are asked. With your code you can look at it at any time, and by telephone have it corrected or deleted." }
    unseen { zh: "这一栏请空着", en: "Leave this empty" }
    send { zh: "提交", en: "Send" }

    ticket_title { zh: "已经收到", en: "It has arrived" }
    ticket_lead { zh: "请记下查询码：", en: "Keep this code:" }
    ticket_keep { zh: "请抄下、打印或保存：这部手机上只再显示一小时。忘了也不要紧，社工照样会联系您。", en: "Write it down, print or save it: this telephone shows it for one more hour. If it is lost, the social worker gets in touch all the same." }
    day(month: &str, day: u8, weekday: &str) { zh: "{month}月{day}日（{weekday}）", en: "{weekday} {day} {month}" }
    call_by(day: &str) { zh: "社工最晚在{day}联系您。", en: "A social worker gets in touch with you by {day}." }
    call_today { zh: "社工今天联系您。", en: "A social worker gets in touch with you today." }
    call_today_until(time: &str) { zh: "社工今天 {time} 前联系您。", en: "A social worker gets in touch with you today, before {time}." }
    call_when_open(day: &str, time: &str) { zh: "社工站现在没有上班，{day} {time} 上班，上班就联系您。有危险不要等，请先拨打 110 或 120。", en: "The station is closed now. It opens on {day} at {time}, and a social worker gets in touch with you then. In danger do not wait: call 110 or 120." }
    call_when_there(day: &str) { zh: "现在没有上班，{day}上班就联系您。有危险不要等，请先拨打 110 或 120。", en: "The office is closed now. When it opens on {day}, a social worker gets in touch with you. In danger do not wait: call 110 or 120." }
    call_rose { zh: "这件标为紧急，已经马上提醒站长和市县主管部门。", en: "It is marked as urgent: the leader of the station and the county office were told at once." }
    call_rose_office { zh: "这件标为紧急，已经马上提醒市县主管部门。", en: "It is marked as urgent: the county office was told at once." }
    day_in_year(day: &str, year: i32) { zh: "{year}年{day}", en: "{day} {year}" }
    told_visit(day: &str) { zh: "约好{day}上门", en: "A visit is arranged for {day}" }
    told_visit_over(day: &str) { zh: "约过{day}上门", en: "A visit was arranged for {day}" }
    told_visit_moved(day: &str) { zh: "原约{day}上门，已改期", en: "A visit was arranged for {day}; it was moved" }
    told_visit_withdrawn(day: &str) { zh: "原约{day}上门，已取消", en: "A visit was arranged for {day}; it was called off" }
    told_visit_void(day: &str) { zh: "原约{day}上门，不再算数", en: "A visit was arranged for {day}; it does not hold any more" }
    told_sent { zh: "您向我们求助", en: "You asked for help" }
    told_assign { zh: "已交给一名社工", en: "A social worker has it now" }
    told_reached { zh: "我们和您联系上了", en: "We reached you" }
    told_not_reached { zh: "我们打过电话，没打通", en: "We called and did not get through" }
    told_advise { zh: "社工答复您", en: "Our answer to you" }
    told_record { zh: "社工写了服务记录", en: "We noted what we did" }
    told_refer_somewhere { zh: "转给有关单位办理", en: "Handed on to the body concerned" }
    told_take_back { zh: "改由我们继续办理", en: "We go on with it ourselves" }
    told_pass { zh: "转给负责的站点或部门", en: "Passed on to the station or office concerned" }
    told_give_up { zh: "我们没能和您联系上，先办结了", en: "We could not get in touch, and closed it" }
    told_add { zh: "您补充了情况", en: "You added something" }
    told_rate { zh: "您作了评价", en: "You said how it was" }
    told_reopen { zh: "您要求重新打开", en: "You had it opened again" }
    told_refer(body: &str) { zh: "转给{body}", en: "Handed on to {body}" }
    ticket_receipt { zh: "查询码也发到您的手机上了。", en: "The code is also sent to your telephone." }
    ticket_where(address: &str) { zh: "查看：{address}", en: "See how it stands at {address}" }
    who(name: &str) { zh: "由{name}负责，电话：", en: "It is with {name}, telephone:" }
    receipt_title { zh: "求助回执", en: "Receipt of a call for help" }
    receipt_neutral { zh: "回执", en: "Receipt" }
    receipt_for { zh: "您自己留着：凭查询码和电话后四位（没有电话的，您选的四位数字），可以查看、补充、评价。", en: "For you to keep: with the code and the last four digits of your number, or the four that you chose without one, you see how it stands, add to it, and say how it was." }
    print { zh: "打印", en: "Print" }
    print_hint { zh: "打印：在浏览器菜单中选择「打印」。", en: "To print, choose “Print” in the menu of your browser." }
    save { zh: "保存成文件", en: "Save as a file" }
    unit_county(name: &str) { zh: "{name}社会工作主管部门", en: "the county office of {name}" }
    unit_elsewhere { zh: "相关部门", en: "the office concerned" }

    status_title { zh: "查看我的求助", en: "See how my call stands" }
    status_lead { zh: "输入查询码，和留下的电话的后四位（没有电话的，您选的四位数字）。", en: "Enter the code and the last four digits of the number that you left, or the four that you chose without one." }
    status_look { zh: "查看", en: "Look" }
    code_question { zh: "查询码", en: "Code" }
    code_hint { zh: "12 位字母和数字，例如 K7MQ-X2P9-AHWT；横线和大小写都可以不管", en: "Twelve letters and digits, like K7MQ-X2P9-AHWT; dashes and capitals make no difference" }
    code_mistyped { zh: "查询码有写错的地方，请对照再输入一次", en: "There is a slip in the code; compare it and enter it again" }
    code_unknown { zh: "查询码和四位数字对不上，请对照再输入一次。办完满一年的已经删除", en: "Code and digits do not belong together; compare them and enter them again. What was closed more than a year ago is deleted" }
    code_wait { zh: "这个查询码一小时内输错太多次，请过一小时再试，或打电话给社工站", en: "This code was tried too often within the hour; try again in an hour, or call the station" }
    digits_question { zh: "电话后四位，或您选的四位数字", en: "Last four digits of the number, or those you chose" }
    digits_hint { zh: "求助时留下的那个电话；没有电话的，填求助时自己选的四位数字，或站里给的纸条上的", en: "Of the number that you left; without one, the four that you chose, or those on the slip from the station" }
    digits_wrong { zh: "请输入四位数字：电话的后四位，没有电话的填您选的", en: "Enter four digits: the last of the number, or those you chose" }
    status_one { zh: "我的求助", en: "My call" }
    status_late(day: &str) { zh: "最晚应在{day}联系您，已经超期。上级已得到提醒；着急请直接打下面的电话。", en: "Somebody was to get in touch with you by {day}. That is late, and the level above has been told. If it is urgent, call the number below." }
    status_history { zh: "办理经过", en: "What has happened" }
    status_too_late { zh: "现在不能这样做：已经过了期限，或情况有变。请看下面。", en: "This cannot be done now: the time for it is over, or something has changed. See below." }
    caller_received { zh: "已收到，等社工联系您", en: "Received: a social worker will get in touch" }
    caller_in_hand { zh: "社工正在办理", en: "A social worker is at it" }
    caller_handed { zh: "已转给有关单位办理，社工会跟进", en: "Another body has it; the social worker follows it up" }
    caller_closed { zh: "已办结", en: "Closed" }
    caller_aside { zh: "没有受理", en: "Set aside" }
    add_title { zh: "补充情况", en: "Add something" }
    add_question { zh: "想补充什么", en: "What you want to add" }
    add_send { zh: "补充", en: "Add it" }
    words_hint(most: usize) { zh: "不超过 {most} 字。", en: "At most {most} characters." }
    reopen_title { zh: "还需要帮助？", en: "Still in need of help?" }
    reopen_question { zh: "还有什么没解决", en: "What is still not solved" }
    reopen_hint(days: i64) { zh: "办结 {days} 天内可以重新打开，社工会再联系您。", en: "Within {days} days after closing you may have it opened again, and somebody gets in touch again." }
    reopen_send { zh: "重新打开", en: "Open it again" }
    rate_title { zh: "办得怎么样？", en: "How was it?" }
    rate_question { zh: "您满意吗", en: "Are you satisfied" }
    rate_given(face: &str) { zh: "您的评价：{face}", en: "You said: {face}" }
    rate_change { zh: "改评价", en: "Say something else" }
    rate_words { zh: "一句话（选填）", en: "In a word (optional)" }
    rate_send { zh: "评价", en: "Say so" }
    rate_wrong { zh: "请选一个", en: "Choose one" }
    face_good { zh: "满意", en: "Satisfied" }
    face_fair { zh: "一般", en: "So-so" }
    face_bad { zh: "不满意", en: "Not satisfied" }
    done_add { zh: "已经补充，社工会看到。", en: "Added: the social worker sees it." }
    done_rate { zh: "谢谢，您的评价已经记下。", en: "Thank you, that is noted." }
    done_reopen { zh: "已重新打开，社工会再联系您。", en: "It is open again: somebody gets in touch." }

    state_apart { zh: "待甄别", en: "To be looked at" }
    state_received { zh: "待分派", en: "Nobody's yet" }
    state_assigned { zh: "待联系", en: "To be called" }
    state_in_hand { zh: "办理中", en: "In hand" }
    state_handed { zh: "已转介", en: "Handed on" }
    state_closed { zh: "已办结", en: "Closed" }
    state_joined { zh: "已合并", en: "Joined" }
    state_aside { zh: "不予受理", en: "Set aside" }
    step_sent { zh: "求助", en: "Asked for help" }
    step_admit { zh: "确认受理", en: "Admitted" }
    step_set_aside { zh: "不予受理", en: "Set aside" }
    step_assign { zh: "分派", en: "Assigned" }
    step_reached { zh: "联系上了", en: "Reached" }
    step_not_reached { zh: "没联系上", en: "Not reached" }
    step_retract { zh: "撤回上一条联系记录", en: "Last contact taken back" }
    step_advise { zh: "答复", en: "Advice" }
    step_visit { zh: "约好上门", en: "Visit arranged" }
    step_cancel_visit { zh: "取消上门", en: "Visit called off" }
    step_record { zh: "服务记录", en: "Service recorded" }
    step_refer { zh: "转介", en: "Handed on" }
    step_receipt { zh: "对方已接收", en: "Confirmed there" }
    step_take_back { zh: "收回自办", en: "Taken back" }
    step_pass { zh: "转办", en: "Passed on" }
    step_urge { zh: "标为紧急", en: "Marked as urgent" }
    step_look { zh: "上级查看", en: "Read by the office above" }
    step_note { zh: "备注", en: "Note" }
    step_join { zh: "并入先前的求助", en: "Joined with an earlier call" }
    step_part { zh: "取消合并", en: "Parted again" }
    step_close { zh: "办结", en: "Closed" }
    step_give_up { zh: "联系不上，办结", en: "Closed: not to be reached" }
    step_add { zh: "求助人补充", en: "Added by the caller" }
    step_rate { zh: "求助人评价", en: "Said by the caller" }
    join_open { zh: "打开先前的那一件", en: "Open the earlier call" }
    step_reopen_here { zh: "重新打开", en: "Opened again" }
    step_reopen { zh: "求助人重新打开", en: "Opened again by the caller" }
    channel_web { zh: "网上", en: "Online" }
    channel_walk_in { zh: "来站", en: "At the station" }
    channel_phone { zh: "电话", en: "By telephone" }
    channel_outreach { zh: "社工发现", en: "Found by a social worker" }
    channel_village { zh: "村居、网格转来", en: "From the village or grid" }
    late_contact { zh: "联系超期", en: "call overdue" }
    late_closing { zh: "办结超期", en: "closing overdue" }

    office_title { zh: "求助办理", en: "Calls for help" }
    office_lead { zh: "紧急的和期限近的在前面。名单里的姓名、电话隐去一部分，打开一件会记入流水。", en: "What is urgent and what is due soonest stands first. Names and numbers are partly hidden here; opening one is written in the journal." }
    office_service { zh: "服务事项", en: "Service" }
    office_caller { zh: "求助人", en: "Caller" }
    office_place { zh: "地点", en: "Place" }
    office_state { zh: "状态", en: "State" }
    office_worker { zh: "负责人", en: "Whose" }
    office_unit { zh: "站点", en: "Unit" }
    office_channel { zh: "来源", en: "Came by" }
    office_received { zh: "收到", en: "Received" }
    office_due { zh: "期限", en: "Due" }
    office_every { zh: "全部", en: "All" }
    office_waiting { zh: "没办完的", en: "All that wait" }
    office_late { zh: "超期的", en: "Overdue" }
    office_mine { zh: "我手上的", en: "Mine" }
    office_nobodys { zh: "还没分派的", en: "Nobody's yet" }
    office_find { zh: "查询", en: "Show" }
    office_reset { zh: "重置", en: "Reset" }
    office_count(count: usize) { zh: "共 {count} 件", en: "{count} in all" }
    office_none { zh: "没有这样的求助。换个条件，或按「重置」看全部。", en: "There are none like that. Ask for others, or reset to see all." }
    office_none_yet { zh: "还没有求助。有人来站或打电话求助，按「登记来访来电」记下来。", en: "None has come yet. When somebody comes or calls, take it down with “Take a call down”." }
    pressing { zh: "紧急", en: "urgent" }
    nobody { zh: "还没分派", en: "nobody yet" }
    no_data { zh: "--", en: "--" }

    one_title { zh: "一件求助", en: "One call" }
    one_done { zh: "已保存。", en: "Saved." }
    one_apart { zh: "这件看起来像是程序自动提交的。请判断：真的就受理，不是就写明理由不予受理。", en: "It looks made by a machine. Decide: admit it if it is real, or set it aside and say why." }
    one_said { zh: "求助内容", en: "What was said" }
    one_erased { zh: "内容已经删除。", en: "What was said is deleted." }
    one_called { zh: "称呼", en: "Called" }
    one_phone { zh: "电话", en: "Telephone" }
    may_leave { zh: "可以留言", en: "a message may be left" }
    may_not_leave { zh: "不要留言，不要让别人知道", en: "leave no message, nobody else may know" }
    may_not_leave_elsewhere { zh: "（同一电话的另一件求助这样说，这一件说可以留言）", en: " (so says another call from this number; this one says that a message may be left)" }
    one_best_time { zh: "方便的时间", en: "Suits at" }
    one_relation { zh: "为谁求助", en: "For whom" }
    relation_self { zh: "本人", en: "Themselves" }
    relation_family { zh: "家里人", en: "Family" }
    relation_neighbour { zh: "邻居、朋友", en: "A neighbour or friend" }
    relation_village { zh: "村干部、网格员", en: "Asked by the village" }
    relation_school { zh: "老师、医生", en: "Asked by a teacher or doctor" }
    relation_other { zh: "其他", en: "Somebody else" }
    one_where { zh: "怎么找到", en: "How to find it" }
    danger_yes { zh: "求助人说：有人有生命危险", en: "The caller says that somebody’s life is in danger" }
    danger_no { zh: "求助人说：没有生命危险", en: "The caller says that nobody’s life is in danger" }
    danger_unknown { zh: "求助人说：不清楚有没有生命危险", en: "The caller does not know whether somebody’s life is in danger" }
    danger_unsaid { zh: "有没有危险：没有回答", en: "Whether there is danger: not answered" }
    one_contact { zh: "首次联系", en: "First contact" }
    one_contact_by { zh: "首次联系期限", en: "First contact due" }
    one_contact_again { zh: "重新打开后的联系", en: "Contact since it was opened again" }
    one_contact_again_by { zh: "重新打开后的联系期限", en: "Contact due after it was opened again" }
    one_close_by { zh: "办结期限", en: "To be closed by" }
    one_face { zh: "评价", en: "How it was" }
    one_history { zh: "经过", en: "What has happened" }
    one_steps { zh: "办理", en: "What to do" }
    records_title { zh: "服务记录", en: "Services recorded" }
    records_missing { zh: "按服务标准，结案前还缺：", en: "By the standard these are still missing before it is closed:" }
    others_title { zh: "同一电话的其他求助", en: "Other calls from this number" }
    join_visit { zh: "约好的上门要先取消，才能并入；还要上门的，在先前那一件里约。约在今天而且已经去过的，明天就可以并入。", en: "Call the visit off before this call goes on in the earlier one; arrange it there if somebody is still to go. Where the visit was for today and somebody has been there, join them tomorrow." }
    others_lead { zh: "说的是同一件事，可以并入先前的一件；并错了可以取消。", en: "If it is the same matter, let it go on in the earlier one; a wrong join can be undone." }
    act_join { zh: "并入这一件", en: "Let it go on in this one" }
    act_part { zh: "取消合并", en: "Part them again" }
    act_take { zh: "由我负责", en: "I see to it" }
    act_admit { zh: "是真的，受理", en: "It is real: admit it" }
    act_reached { zh: "联系上了", en: "Reached the caller" }
    act_not_reached { zh: "没打通", en: "Could not reach them" }
    act_retract { zh: "按错了，撤回上一条联系", en: "Pressed by mistake: take the last contact back" }
    list_filters { zh: "筛选", en: "Choose what is listed" }
    record_for(service: &str, caller: &str) { zh: "{service} · {caller}", en: "{service} · {caller}" }
    act_record { zh: "写服务记录", en: "Record a service" }
    act_urge { zh: "标为紧急", en: "It is urgent" }
    act_assign { zh: "分派", en: "Assign" }
    assign_question { zh: "分派给谁", en: "To whom" }
    worker_load(name: &str, load: i64) { zh: "{name}（手上 {load} 件）", en: "{name} ({load} in hand)" }
    act_advise { zh: "答复求助人", en: "Give advice" }
    advise_question { zh: "告诉了求助人什么", en: "What the caller was told" }
    caller_reads { zh: "求助人凭查询码看得到。", en: "The caller reads it with their code." }
    staff_reads { zh: "只有办理的人看得到。", en: "Only those who see to it read it." }
    act_visit { zh: "约上门", en: "Arrange a visit" }
    visit_day { zh: "哪一天", en: "On which day" }
    visit_question { zh: "说明（选填）", en: "Remark (optional)" }
    act_move_visit { zh: "改约上门", en: "Move the visit" }
    visit_instead(day: &str) { zh: "现在约的是{day}，会由新的日子代替，求助人看得到。", en: "The visit arranged for {day} is replaced by the new day; the caller sees it." }
    act_cancel_visit { zh: "取消上门", en: "Call the visit off" }
    visit_off(day: &str) { zh: "{day}不上门了，求助人看得到。请也打电话告诉求助人。", en: "Nobody comes on {day} then; the caller sees it. Tell them by telephone too." }
    act_refer { zh: "转给别的单位", en: "Hand it to another body" }
    refer_body { zh: "转给哪个单位", en: "To which body" }
    refer_contact { zh: "联系人、电话（选填）", en: "Who is spoken to there (optional)" }
    refer_question { zh: "为什么转、请对方做什么", en: "Why, and what is asked of them" }
    refer_pieces { zh: "交给对方哪些信息", en: "What goes along" }
    refer_pieces_hint { zh: "只勾对方用得着、求助人同意的；没勾的不交给对方。", en: "Tick only what they need and what the caller agreed to; nothing else goes along." }
    piece_name { zh: "称呼", en: "The name" }
    piece_phone { zh: "电话", en: "The number" }
    piece_place { zh: "地点", en: "The place" }
    piece_need { zh: "求助人说的话", en: "The caller’s own words" }
    refer_consent { zh: "求助人怎么同意的", en: "How the caller agreed" }
    consent_spoken { zh: "本人口头同意", en: "Said so" }
    consent_written { zh: "本人书面同意", en: "In writing" }
    consent_guardian { zh: "监护人同意", en: "The guardian agreed" }
    consent_duty { zh: "法定职责或紧急情况，来不及问", en: "By law or in an emergency, without asking" }
    consent_covers(consent: &str, pieces: &str) { zh: "{consent}，只限：{pieces}", en: "{consent}, for these alone: {pieces}" }
    refer_by { zh: "请对方哪天前答复", en: "Answer by" }
    act_receipt { zh: "对方已接收", en: "They have it" }
    receipt_question { zh: "说明（选填）", en: "Remark (optional)" }
    act_take_back { zh: "收回自己办", en: "Take it back" }
    act_note { zh: "加备注", en: "Add a note" }
    note_question { zh: "备注", en: "Note" }
    act_pass { zh: "转给别的站点或市县", en: "Pass it to another unit" }
    pass_to { zh: "转给", en: "To" }
    pass_question { zh: "为什么转", en: "Why" }
    act_close { zh: "办结", en: "Close it" }
    back_question { zh: "怎么回访的", en: "How the caller was told" }
    back_called { zh: "打电话回访了", en: "Called back" }
    back_met { zh: "当面说了", en: "In person" }
    back_not_reached { zh: "打了多次没接通", en: "Tried several times, not reached" }
    close_question { zh: "结果怎样", en: "What came of it" }
    lacks_record { zh: "服务记录还没写", en: "no record of the service" }
    lacks_report { zh: "疑似侵害未成年人，要先向公安、民政或教育报告，记在 C06 的记录里（未成年人保护法第十一条）；查明没有侵害的，在记录的「结果」里写明", en: "A child may be harmed: report it to the police, civil affairs or education first, in a record of C06 (Law on the Protection of Minors, art. 11); if no harm was found, the record says so under “Outcome”" }
    lacks_receipt { zh: "转介出去，对方还没有回执", en: "It was handed on, and nobody there has confirmed it" }
    reason_question { zh: "没写、没做的，为什么", en: "Why the record or the steps are left out" }
    left_out_title { zh: "服务标准：没做的步骤和原因", en: "Standard: what was left out, and why" }
    decided_question { zh: "对方没有回执，转介怎么处理", en: "No receipt has come: what becomes of the referral" }
    decided_done { zh: "对方已经办了，只是没给回执", en: "They have dealt with it, without a receipt" }
    decided_withdrawn { zh: "不再转介，已告诉对方", en: "It is withdrawn, and they were told" }
    decided_caller { zh: "求助人自己和对方联系", en: "The caller is in touch with them" }
    decided_wrong { zh: "请选转介怎么处理，或先记下对方已接收", en: "Choose what becomes of the referral, or note first that they have it" }
    report_wrong { zh: "还不能办结：先写 C06 的记录，记下向谁报告、几点、接报人；查明没有侵害的也要写明", en: "It cannot be closed yet: record under C06 to whom it was reported, when and who took it; or that no harm was found" }
    pieces_wrong { zh: "请至少选一样交给对方的信息", en: "Choose at least one thing that goes along" }
    act_reopen { zh: "重新打开", en: "Open it again" }
    act_reopen_why { zh: "为什么重新打开", en: "Why it is opened again" }
    told_reopen_here { zh: "我们重新打开了", en: "We opened it again" }
    visit_ends(day: &str) { zh: "约好{day}上门。这样做以后，这次上门不再算数，请也告诉求助人。", en: "A visit is arranged for {day}. After this it does not hold any more: tell the caller, too." }
    act_give_up { zh: "联系不上，办结", en: "Close it: not to be reached" }
    give_up_question { zh: "试过哪些办法", en: "What was tried" }
    act_aside { zh: "不予受理", en: "Set it aside" }
    aside_question { zh: "理由", en: "Why" }
    words_empty { zh: "请写几句话", en: "Write a few words" }
    words_long(most: usize) { zh: "请不要超过 {most} 字", en: "Keep it to {most} characters" }
    day_wrong { zh: "请选今天或以后的日子", en: "Choose today or a later day" }
    visit_day_wrong(last: &str) { zh: "请选今天到 {last} 之间的日子", en: "Choose a day from today to {last}" }
    to_wrong { zh: "请选一个", en: "Choose one" }
    back_wrong { zh: "请选怎么回访的", en: "Choose how the caller was told" }
    body_wrong { zh: "请写单位名称，不超过 100 字", en: "Name the body, in at most 100 characters" }
    contact_long { zh: "请不要超过 100 字", en: "Keep it to 100 characters" }
    consent_wrong { zh: "请选求助人怎么同意的", en: "Choose how the caller agreed" }
    missing_wrong { zh: "服务标准还缺记录或步骤：补上记录，或写明没做的原因", en: "A record or steps of the standard are missing: record them, or write why they are left out" }
    not_now { zh: "别人刚刚办过这一步。请看下面现在的情况，再决定怎么办。", en: "Somebody else has just done something with it. See below how it stands now, then decide." }
    not_so { zh: "这一步现在不能这样办，请核对选的内容", en: "It cannot be done so: look at what is chosen" }

    walk_in_title { zh: "登记来访来电", en: "Take a call down" }
    walk_in_lead { zh: "先问有没有危险，再记地点和电话。保存后按地点自动转到负责的站点。", en: "Ask for danger first, then place and number. Once saved, it goes to the unit that serves the place." }
    walk_in_send { zh: "保存", en: "Save" }
    channel_wrong { zh: "请选怎么来的", en: "Choose how it came" }
    list_passed(unit: &str) { zh: "已转给{unit}。", en: "Passed on to {unit}." }
    walk_in_elsewhere(unit: &str) { zh: "已保存，转给{unit}负责。", en: "Saved; it is with {unit}." }

    walk_in_show { zh: "显示这项服务要问的", en: "Show what this service asks" }
    walk_in_more { zh: "这项服务要问的（选填，照着问求助人）", en: "What this service asks: read it to the caller (optional)" }
    one_no_phone { zh: "没有电话", en: "no telephone" }
    one_through { zh: "通过谁、在哪里找到", en: "Reached through or at" }
    purpose_title { zh: "查看这件求助", en: "Read this call" }
    purpose_lead(unit: &str) { zh: "这件由{unit}办理，没有超期。查看具体的人要写明目的，目的记入经过和流水，站里看得到；24 小时内不再问。超期的、紧急而站里没有上班的、转到市县的不用写。", en: "It is with {unit}, and nothing is late. Whoever opens a person’s call says for what; that stands in its history and in the journal, where the station reads it, and is not asked again for 24 hours. What is late, what presses while the station is closed, and what was passed to you opens without." }
    purpose_question { zh: "为什么要看", en: "For what it is read" }
    purpose_send { zh: "查看", en: "Read it" }
    referral_title { zh: "转介单（打印）", en: "Referral to print" }
    referral_number { zh: "编号", en: "Number" }
    referral_from { zh: "转出单位", en: "Handed on by" }
    referral_only { zh: "只能用于办理这件事，不得另作他用或再转给别人（个人信息保护法第二十三条）。", en: "For this matter alone; it is not to be used otherwise nor passed on (Personal Information Protection Law, art. 23)." }
    referral_receipt { zh: "接收回执（填好交回转出单位）", en: "Receipt, to be sent back" }
    referral_taker { zh: "接收人：", en: "Taken by:" }
    referral_phone { zh: "电话：", en: "Telephone:" }
    referral_day { zh: "接收日期：", en: "Day:" }
    referral_result { zh: "办理结果：", en: "What came of it:" }
    referral_stamp { zh: "接收单位（盖章）：", en: "Body (stamp):" }
    slip_title { zh: "交给求助人：查询码", en: "For the caller: the code" }
    slip_digits(digits: &str) { zh: "没有留电话，查的时候填这四位数字：{digits}", en: "No number was left: these four digits are asked for, {digits}" }
    slip_last_four { zh: "查的时候还要填电话的后四位。", en: "The last four digits of the number are asked for too." }
    slip_where(address: &str) { zh: "办到哪一步，在这里查：{address}；也可以拿这张纸来站里问。", en: "How it stands is told at {address}, or at the station, with this slip." }

    record_title { zh: "服务记录", en: "Record of a service" }
    record_begin { zh: "填这项服务的记录", en: "Open its form" }
    record_choose { zh: "换成这项服务", en: "Use the form of this service" }
    record_day_early(first: &str) { zh: "请填写 {first} 或以后的日期：求助收到前一年以内的服务才记在这里", en: "Write {first} or a later date: a service up to a year before the call came is recorded here" }
    record_none { zh: "这项服务还没有记录表。请到「表单」上传，或换一项服务。", en: "This service has no record form yet. Upload one under “Forms”, or choose another service." }
    record_send { zh: "保存记录", en: "Save the record" }
    record_look { zh: "按填的内容再看一遍", en: "See what follows from it" }
    record_not_now { zh: "别人刚刚办过这件求助。您填的还在，请再按一次「保存记录」。", en: "Somebody else has just done something with this call. What you wrote is still here: press “Save the record” once more." }
    record_changed { zh: "这张表换了版本，还没有保存。您填的都在：请对照现在的表看一遍，再按「保存记录」", en: "This form has changed, and nothing is saved yet. What you wrote is all here: look at it in the form as it is now, and press “Save the record” once more" }
    record_left_over { zh: "您写过、现在的表里没有地方填的", en: "What you wrote, and the form as it is now does not ask" }
    standard_title { zh: "流程和标准", en: "Flow and standard" }
    standard_look { zh: "按「按填的内容再看一遍」，步骤跟着更新。", en: "Press “See what follows from it” to see how the steps stand." }
    step_is_done { zh: "做了", en: "done" }
    step_is_open { zh: "还没做", en: "not yet" }
    step_is_needless { zh: "不适用", en: "does not apply" }
    step_is_yours { zh: "自己核对", en: "for you to check" }
    step_is_needed { zh: "结案必需", en: "needed to close" }

    sheet_title { zh: "打印一页纸", en: "One sheet to print" }
    sheet_since { zh: "后来的情况", en: "What came later" }
    sheet_answer(question: &str, answer: &str) { zh: "{question}：{answer}", en: "{question}: {answer}" }
    sheet_between { zh: "；", en: "; " }
    sheet_done { zh: "做了什么", en: "What was done" }
    sheet_met { zh: "见到谁：", en: "Who was met:" }
    sheet_day { zh: "日期：", en: "Day:" }
    sheet_who { zh: "社工签名：", en: "Signed by:" }
    sheet_internal { zh: "用完交回站里", en: "Hand it back to the station" }

    figures_title { zh: "求助统计", en: "Figures of calls for help" }
    figures_from { zh: "从", en: "From" }
    figures_to { zh: "到", en: "To" }
    figures_days(from: &str, to: &str) { zh: "{from} ~ {to} 收到的求助", en: "Calls that came from {from} to {to}" }
    figures_calls { zh: "求助件数", en: "Calls" }
    figures_urgent { zh: "其中紧急", en: "Urgent" }
    figures_contact { zh: "按时联系", en: "Reached in time" }
    figures_median { zh: "首次联系中位数", en: "Median until first contact" }
    figures_closing { zh: "按时办结", en: "Closed in time" }
    figures_satisfied { zh: "满意率", en: "Satisfied" }
    figures_persons { zh: "帮扶人次", en: "Person-times" }
    figures_sessions { zh: "服务场次", en: "Sessions" }
    figures_per_cent(per_cent: i64) { zh: "{per_cent}%", en: "{per_cent}%" }
    figures_of(of: i64) { zh: "（N={of}）", en: " (N={of})" }
    list_behind(figure: &str, from: &str, to: &str) { zh: "求助统计（{from} ~ {to}）里「{figure}」的求助，按同一算法。", en: "The calls behind “{figure}” in the figures from {from} to {to}, by the same rule." }
    list_recorded(persons: i64, sessions: i64) { zh: "这段时间的服务记录合计 {persons} 人次、{sessions} 场次。", en: "The services recorded in this time count as {persons} person-times and {sessions} sessions." }
    figures_contact_of { zh: "按时联系的 N", en: "N of reached in time" }
    figures_closing_of { zh: "按时办结的 N", en: "N of closed in time" }
    figures_satisfied_of { zh: "满意率的 N", en: "N of satisfied" }
    figures_recorded { zh: "帮扶人次、服务场次", en: "Person-times and sessions" }
    figures_median_short { zh: "中位", en: "median" }
    figures_minutes(minutes: i64) { zh: "{minutes} 分钟", en: "{minutes} min" }
    figures_hours(hours: i64) { zh: "{hours} 小时", en: "{hours} h" }
    figures_few { zh: "<5", en: "<5" }
    figures_hidden { zh: "不显示", en: "not shown" }
    figures_small { zh: "1 到 4 件的格子显示「<5」，必要时另隐去一格，免得推算出是谁。", en: "Cells of one to four read “<5”, and where needed one more is left out, so that nobody can be found out." }
    figures_by_service { zh: "按服务事项", en: "By service" }
    figures_by_unit { zh: "按站点", en: "By unit" }
    figures_by_county { zh: "按市县", en: "By county" }
    figures_by_channel { zh: "按来源", en: "By how they came" }
    figures_service { zh: "服务", en: "Service" }
    figures_unit { zh: "单位", en: "Unit" }
    figures_county { zh: "市县", en: "County" }
    figures_channel { zh: "来源", en: "How it came" }
    figures_no_records { zh: "人次和场次按服务记录算，记录只分服务事项和站点，所以这里不算。", en: "Person-times and sessions come from the records, which tell service and unit alone; so they are not counted here." }
    figures_none { zh: "这段时间没有求助。", en: "No calls came in this time." }
    figures_how { zh: "怎么算的", en: "How it is counted" }
    figures_rules { zh: "合并的求助算一件；待甄别和不予受理的不算。按时联系：已联系或期限已过的件中，在期限内联系上的；重新打开的另有期限，这里仍按第一次算。首次联系中位数：一半的人等的时间不比它长；来访来电时当场联系上的，算 0 分钟。按时办结：已办结或期限已过的件中，在期限内办结的。满意率：评价的人中选「满意」的，N 是评价人数。人次和场次按服务记录：同一件求助同一天同一事项算一次，没见到人的不算人次，活动按到场人数。", en: "Joined calls count once; those to be looked at and those set aside count nothing. Reached in time: of those reached or past their term, how many were reached within it; what was opened again has another term, and counts here as it was the first time. Median until first contact: half of them waited no longer; who was spoken to as the call was taken down waited 0 minutes. Closed in time likewise. Satisfied: of those who said how it was; N is how many did. Person-times and sessions come from the records: the same service for the same call on one day is one, where nobody was met it is none, and an event counts its heads." }

    waits_pressing(service: &str) { zh: "紧急求助，还没联系上：{service}", en: "Urgent, and not reached yet: {service}" }
    waits_late(count: i64) { zh: "求助超期（{count}）", en: "Calls for help overdue ({count})" }
    waits_nobodys(count: i64) { zh: "求助待分派（{count}）", en: "Calls for help that are nobody's yet ({count})" }
    waits_mine(count: i64) { zh: "我手上的求助（{count}）", en: "My calls for help ({count})" }
    waits_apart(count: i64) { zh: "求助待甄别（{count}）", en: "Calls for help to be looked at ({count})" }
    waits_below(count: i64) { zh: "下级超期的求助（{count}）", en: "Calls for help overdue below ({count})" }
}
