//! Sentences about messages, and the messages themselves.

crate::messages! {
    code_subject { zh: "验证码", en: "Your code" }
    code_text(digits: &str) { zh: "【最后一米】验证码 {digits}，10 分钟内有效。不是您本人操作，请不用理会，也不要告诉别人。", en: "LastMetre: your code is {digits}, for ten minutes. If you did not ask for it, ignore this and tell it to nobody." }
    guardian_code_text(digits: &str) { zh: "【最后一米】有孩子想登记做志愿者，填写您是监护人。同意的话，请在登记页面输入 {digits}，12 小时内有效；不同意就不用理会。", en: "LastMetre: a child would like to register as a volunteer and names you as guardian. If you agree, enter {digits} on the page, within twelve hours; otherwise ignore this." }
    activity_subject(name: &str) { zh: "志愿活动：{name}", en: "Volunteering: {name}" }
    activity_text(what: &str, address: &str) { zh: "【最后一米】{what}{address}", en: "LastMetre: {what} {address}" }
    volunteer_decided_subject { zh: "您的志愿者登记有新情况", en: "Your registration as a volunteer" }
    volunteer_decided_text(address: &str) { zh: "【最后一米】您的志愿者登记有新情况，登录查看：{address}", en: "LastMetre: there is something new about your registration as a volunteer. Sign in to read it: {address}" }
    volunteer_number_subject { zh: "您的手机号和志愿者登记", en: "Your number and volunteering" }
    volunteer_registered_text(address: &str, line: &str) { zh: "【最后一米】社工站已按签了名的纸质协议登记志愿者，留的是这个手机号。用它登录可以查看、更正、删除资料：{address} 如不知情，请致电 {line}。", en: "LastMetre: a station has registered a volunteer with this number, from an agreement signed on paper. Sign in with it to see, correct or erase the data: {address} If you know nothing of it, call {line}." }
    volunteer_number_now_text(address: &str, line: &str) { zh: "【最后一米】社工站已把志愿者的手机号改成这个号码，用它登录：{address} 如不知情，请致电 {line}。", en: "LastMetre: a station has made this the mobile number of a volunteer. Sign in with it: {address} If you know nothing of it, call {line}." }
    volunteer_number_gone_text(line: &str) { zh: "【最后一米】您的志愿者手机号已由社工站更改，这个号码不能再登录。如非本人要求，请致电 {line}。", en: "LastMetre: a station has changed your mobile number as a volunteer, and this one no longer signs you in. If you did not ask for it, call {line}." }
    matching_subject { zh: "有人找您帮忙", en: "Asked to help" }
    matching_asked_text(address: &str) { zh: "【最后一米】有社工站想请您帮忙，愿不愿意都可以，登录查看：{address}", en: "LastMetre: a station would like your help. Yes and no are both fine; sign in to read it: {address}" }
    matching_agreed_text(address: &str) { zh: "【最后一米】社工站已确定请您来，登录查看地点和联系人：{address}", en: "LastMetre: the station has agreed that you come. Sign in to read where, and whom to call: {address}" }
    matching_ended_text(address: &str) { zh: "【最后一米】社工站请您帮忙的事有变化，这次不用您来了，登录查看：{address}", en: "LastMetre: what a station asked of you has changed; this time you need not come. Sign in to read it: {address}" }
    matching_expired_text(address: &str) { zh: "【最后一米】社工站请您帮忙的事已过最后一天，不用再去了，登录查看：{address}", en: "LastMetre: the last day of what a station asked of you is over, and you need not come any more. Sign in to read it: {address}" }
    need_expired_subject { zh: "有一条需求过期了", en: "A need is over" }
    need_expired_text { zh: "您发的一条需求过了最后一天，已经过期。请到「找志愿者」查看，还需要就照样再写一条。", en: "The last day of a need that you posted is over. See “Find volunteers”, and write another like it if it is still needed." }
    volunteer_answered_subject { zh: "志愿者有答复", en: "A volunteer has answered" }
    volunteer_answered_text { zh: "您邀请的志愿者有答复：愿意来，或者来不了了。请到「找志愿者」查看。", en: "A volunteer whom you asked would come, or does not come after all; see “Find volunteers”." }
    reminder_subject(title: &str, days: &str) { zh: "{title}：{days}", en: "{title}: {days}" }
    reminder_text(title: &str, days: &str, leave: &str) { zh: "【最后一米】提醒：{title}，{days}。以官方公告为准。不再提醒：{leave}", en: "LastMetre reminder: {title}, {days}. The official notice decides. To stop: {leave}" }
    password_set_subject { zh: "您的密码已设置", en: "Your password was set" }
    password_set_text { zh: "您的登录密码刚刚设置好，别处的登录已全部退出。如果不是您本人，请马上找站长或账号管理员。", en: "Your password was set, and you were signed out everywhere else. If that was not you, tell your station leader or the accounts administrator at once." }
    link_made_subject { zh: "有人为您生成了登录链接", en: "A sign-in link was made for you" }
    link_made_text { zh: "站长或管理员为您生成了一个重设密码的链接，三天内有效。如果您没有要求，请马上告诉他们。", en: "Your leader or an administrator made a link with which your password can be chosen anew, for three days. If you did not ask for it, tell them at once." }
    second_factor_forgotten_subject { zh: "您的验证器已解除", en: "Your second step was taken away" }
    second_factor_forgotten_text { zh: "站长或管理员解除了您的验证器，请重新绑定。如果您没有要求，请马上告诉他们。", en: "Your leader or an administrator took the authenticator away from your account; set it up anew. If you did not ask for it, tell them at once." }
    complaint_answered_subject { zh: "您的投诉或建议有答复了", en: "There is an answer for you" }
    complaint_answered_text(address: &str) { zh: "【最后一米】您提交的投诉或建议有答复了，凭查询码查看：{address}", en: "LastMetre: what you wrote to us is answered. Read it with your code at {address}" }
    complaint_overdue_subject { zh: "有投诉或建议超期没有答复", en: "A complaint is overdue" }
    complaint_overdue_text { zh: "有一件投诉或建议过了期限还没有答复，请到「投诉与建议办理」查看。", en: "A complaint or suggestion was not answered in time; see “Complaints to answer”." }
    help_received_subject { zh: "已经收到", en: "It has arrived" }
    help_received_text(code: &str, day: &str, address: &str) { zh: "【最后一米】您提交的内容已收到，工作人员最晚在{day}打电话给您。查询码 {code}，查看：{address}", en: "LastMetre: what you sent has arrived, and you are called by {day}. Your code is {code}; see {address}" }
    help_taken_down_text(code: &str, address: &str) { zh: "【最后一米】您说的已登记。查询码 {code}，查看、补充：{address}", en: "LastMetre: what you told us is written down. Your code is {code}; see how it stands, and add to it, at {address}" }
    help_closed_subject { zh: "已经办结", en: "It is closed" }
    help_closed_text(address: &str) { zh: "【最后一米】您提交的事项已办结，凭查询码查看、评价：{address}", en: "LastMetre: what you sent is closed. With your code you see it and say how it was at {address}" }
    help_came_subject { zh: "有新的求助", en: "A call for help came" }
    help_came_text { zh: "有一件求助到了您的单位，请到「求助办理」查看。", en: "A call for help came to your unit; see “Calls for help”." }
    help_presses_subject { zh: "紧急：有求助要马上联系", en: "Urgent: a caller is to be reached at once" }
    help_presses_text { zh: "有一件紧急求助到了您的单位，或到了下级单位而站里没有上班。请打开「工作台」，在「先办什么」里点开它，马上联系求助人。", en: "An urgent call for help came to your unit, or to one below that is closed now. Open it from “What waits for you first”, and reach the caller at once." }
    help_assigned_subject { zh: "有求助分派给您", en: "A call for help is yours" }
    help_assigned_text { zh: "有一件求助分派给您，请到「求助办理」查看并联系求助人。", en: "A call for help was assigned to you; see “Calls for help” and call back." }
    help_late_subject { zh: "有求助超期", en: "A call for help is late" }
    help_late_text { zh: "有一件求助过了联系或办结的期限，请到「求助办理」查看。", en: "A call for help is past its term for calling back or closing; see “Calls for help”." }
    help_back_subject { zh: "求助人有补充", en: "A caller came back" }
    help_back_text { zh: "一件求助有了补充，或重新打开了，请到「求助办理」查看。", en: "Something was added to a call for help, or it was opened again; see “Calls for help”." }
    complaint_passed_subject { zh: "有投诉或建议转来", en: "A complaint was passed on to you" }
    complaint_passed_text { zh: "有一件投诉或建议转到您这里，或提交人不满意要求再办，请到「投诉与建议办理」查看。", en: "A complaint or suggestion was passed on to you, or its writer is not satisfied; see “Complaints to answer”." }
    verification_due_subject(unit: &str) { zh: "请核对{unit}的信息", en: "Time to look at the entry of {unit}" }
    verification_due_text(unit: &str, verified: &str) { zh: "{unit}上次核对：{verified}。请在「站点管理」里打开它，看电话、时间、地址还对不对，对就按「信息无误」。", en: "{unit} was last looked at: {verified}. Open it in the list of units, see whether numbers, hours and address are right, and say so." }
    verification_overdue_subject(unit: &str) { zh: "{unit}的信息很久没有核对", en: "The entry of {unit} was not looked at for long" }
    verification_overdue_text(unit: &str, verified: &str) { zh: "{unit}上次核对：{verified}。站里还没有核对，公众可能读到旧信息，请和站里联系。", en: "{unit} was last looked at: {verified}. The station has not done so yet, and the public may read what is old: ask them." }
    never { zh: "从未", en: "never" }
    about_activity { zh: "志愿活动", en: "activity" }
    about_volunteer { zh: "志愿者登记", en: "volunteer" }
    about_verification { zh: "核对提醒", en: "entry to be looked at" }

    inbox_title { zh: "收件箱", en: "Inbox" }
    inbox_empty { zh: "还没有消息。", en: "Nothing here yet." }
    inbox_new { zh: "未读", en: "new" }
    inbox_read_all { zh: "全部标为已读", en: "Mark all as read" }
    inbox_unread(count: i64) { zh: "您有 {count} 条未读消息", en: "Messages you have not read: {count}" }

    outbox_title { zh: "发送记录", en: "Messages sent" }
    outbox_lead { zh: "发给谁（号码已遮盖）、什么时候、有没有送到。内容不在这里显示。", en: "To whom (masked), when, and whether it arrived. What was said is not shown." }
    outbox_shown { zh: "发送通道设为「显示」：下面写着「只在这里显示」的没有发出，供试用。", en: "A channel is set to be shown: what says “only shown here” was not sent, and stands here for trying out." }
    outbox_calendar { zh: "附件：日历邀请", en: "Attached: an invitation for a calendar" }
    outbox_none { zh: "没有这样的消息。", en: "There are no such messages." }
    outbox_state { zh: "状态", en: "State" }
    outbox_every { zh: "全部", en: "All" }
    outbox_search { zh: "筛选", en: "Show" }
    outbox_when { zh: "时间", en: "Made" }
    outbox_to { zh: "收件人", en: "To" }
    outbox_about { zh: "内容", en: "About" }
    outbox_channel { zh: "渠道", en: "By" }
    outbox_attempts { zh: "尝试", en: "Attempts" }
    outbox_again { zh: "再发一次", en: "Send again" }
    outbox_arrived { zh: "确认已收到", en: "It arrived" }
    outbox_decide { zh: "处理", en: "Decide" }
    outbox_gone { zh: "已删除", en: "erased" }
    outbox_undecided(count: i64) { zh: "没有送到或不确定的消息（{count}）", en: "Messages that failed or of which nobody knows ({count})" }
    outbox_count(count: usize) { zh: "共 {count} 条", en: "{count} in all" }

    channel_inbox { zh: "收件箱", en: "inbox" }
    channel_email { zh: "邮件", en: "e-mail" }
    channel_sms { zh: "短信", en: "SMS" }
    state_waiting { zh: "等待发送", en: "waiting" }
    state_sending { zh: "正在发送", en: "being sent" }
    state_sent { zh: "已发出", en: "sent" }
    state_delivered { zh: "已送达", en: "delivered" }
    state_failed { zh: "没有送到", en: "failed" }
    state_unknown { zh: "不确定", en: "unknown" }
    detail_shown { zh: "只在这里显示", en: "only shown here" }
    detail_no_channel { zh: "没有设置这种通道", en: "no such channel is set up" }
    detail_no_connection { zh: "没有连上", en: "no connection" }
    detail_timeout { zh: "对方太久没有回答", en: "no answer in time" }
    detail_broken_off { zh: "连接中断", en: "the connection broke off" }
    detail_address { zh: "地址写不成信", en: "nothing can be sent to this address" }
    state_dropped { zh: "不再发送", en: "not sent" }
    about_code { zh: "验证码", en: "code" }
    about_reminder { zh: "考试提醒", en: "exam reminder" }
    about_help { zh: "求助通知", en: "about a call for help" }
    about_complaint { zh: "投诉建议通知", en: "about a complaint" }
    about_notice { zh: "账号通知", en: "account notice" }
}
