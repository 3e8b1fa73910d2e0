//! Sentences about volunteers.

crate::messages! {
    title { zh: "志愿者", en: "Volunteers" }
    description { zh: "登记成为志愿者，在社工站参加志愿服务。免费，用手机号就行。", en: "Register as a volunteer and help at a social work station. Free of charge, with a mobile number." }
    lead { zh: "想帮忙的人，来这里登记。登记以后可以报名活动，服务时间如实记录。", en: "If you would like to help, register here. Then you can sign up for activities, and your hours are recorded truthfully." }
    register { zh: "登记成为志愿者", en: "Register" }
    sign_in { zh: "已登记，登录", en: "Sign in" }
    see_activities { zh: "看看有哪些活动", en: "See what is on" }
    how { zh: "怎么做", en: "How it works" }
    how_code { zh: "用手机号和短信验证码登记、登录，不用记密码；愿意的话，也可以设一个。夫妻两人可以用同一个号码。", en: "You register and sign in with a mobile number and a code by SMS; you need no password, but may set one. A couple may share one number." }
    how_little { zh: "必填的只有姓名、出生日期和所在市县，其他都可以不填。", en: "Only your name, date of birth and the city or county are needed; everything else may stay empty." }
    how_station { zh: "您所在地的社工站能看到编号、姓氏和您愿意做什么；要看电话必须写明原因，并留下记录。", en: "The station where you live sees your number, family name and what you would like to do; to see your telephone it has to say why, and that is written down." }
    how_minor { zh: "未满 18 岁要监护人用自己的手机验证码同意；未满 6 岁不登记。", en: "Under 18 a guardian has to agree with a code to their own phone; children under 6 are not registered." }
    how_season { zh: "来海南过冬的候鸟朋友也欢迎：写明几月到几月在这里。", en: "Winter residents are welcome too: say in which months you are here." }
    how_proof { zh: "每人有一个志愿者编号，跟身份证号无关。随时可以查看、更正、导出、删除自己的资料。", en: "Everybody gets a volunteer number that has nothing to do with the identity card. See, correct, take home or erase your data whenever you like." }
    signed_out { zh: "已退出登录", en: "You have signed out" }
    erased { zh: "您的资料已经删除。已确认的服务时间只留下编号，不再有姓名。", en: "Your data are erased. Hours that were confirmed stay under the number, without a name." }

    register_title { zh: "登记成为志愿者", en: "Register as a volunteer" }
    register_lead { zh: "先用手机号收一个验证码。号码只用来登录和通知活动。", en: "First a code goes to your mobile number. The number is used for signing in and for messages about activities." }
    sign_in_title { zh: "志愿者登录", en: "Sign in as a volunteer" }
    sign_in_lead { zh: "输入登记时的手机号，收一个验证码。未成年人也可以由监护人用自己的号码登录。", en: "Enter the mobile number that you registered with; a code goes there. A guardian may sign in for a minor with their own number." }
    phone { zh: "手机号", en: "Mobile number" }
    phone_hint { zh: "11 位数字，例如 138 0013 8000", en: "Eleven digits, like 138 0013 8000" }
    phone_wrong { zh: "请检查：手机号有 11 位数字，从 13 到 19 开头。座机收不到短信。", en: "Check it: a mobile number has eleven digits and begins with 13 to 19. A landline gets no SMS." }
    phone_foreign { zh: "验证码只发得到中国内地的手机号，现在还不能用别的号码登记。想帮忙又没有内地号码的朋友，请到附近的社工站商量。", en: "Codes go to mobile numbers of mainland China only, and with another you cannot be registered yet. Ask at a station near you how else you can help." }
    too_often { zh: "验证码发送太多了，请一小时后再试。", en: "Too many codes were sent; try again in an hour." }
    send_code { zh: "发送验证码", en: "Send me a code" }
    to_sign_in { zh: "已经登记过？直接登录", en: "Registered already? Sign in" }
    to_register { zh: "还没有登记？先登记", en: "Not registered yet? Register" }
    no_sms(line: &str) { zh: "这里还没有接通短信。请到附近的社工站登记，或拨打 {line}。", en: "No SMS are sent from here yet. Register at a station near you, or call {line}." }

    password_sign_in { zh: "用密码登录", en: "Sign in with a password" }
    password_sign_in_lead { zh: "在「我的志愿者资料」里设置过密码的，可以不用验证码。", en: "If you have set one in “My data as a volunteer”, you need no code." }
    password_from_station { zh: "还没有密码，或者忘了密码：请到您的社工站，站里给您一个设置密码的网址。", en: "If you have none, or forgot it: ask at your station, which gives you an address to set one at." }
    password_who { zh: "手机或志愿者编号", en: "Mobile or volunteer number" }
    password_who_hint { zh: "例如 138 0013 8000，或 HN 开头的编号", en: "Like 138 0013 8000, or the number that begins with HN" }
    password_who_wrong { zh: "请写登记时的手机号，或 HN 开头的志愿者编号", en: "Write the mobile number that you registered with, or the volunteer number that begins with HN" }
    password_wrong { zh: "号码或密码不对，请检查后再试。没有设置过密码的，请用验证码登录。", en: "The number or the password does not fit; check both and try again. If you have set none, sign in with a code." }
    password_wrong_here { zh: "号码或密码不对，请检查后再试。没有设置过密码的，请社工站帮忙。", en: "The number or the password does not fit; check both and try again. If you have set none, ask your station." }
    password_several { zh: "这个手机号有几位志愿者用同一个密码，请改写志愿者编号。", en: "Several volunteers with this telephone have the same password; write the volunteer number instead." }

    code_title { zh: "输入验证码", en: "Enter the code" }
    code_lead(contact: &str) { zh: "验证码已发到 {contact}，10 分钟内有效。", en: "A code was sent to {contact}; it works for ten minutes." }
    code { zh: "6 位验证码", en: "The six digits" }
    code_wrong { zh: "验证码不对，请再看一下。", en: "That is not the code; look again." }
    confirm { zh: "确认", en: "Confirm" }
    code_again { zh: "重新获取验证码", en: "Ask for another code" }
    gone_title { zh: "验证码已失效", en: "This code no longer works" }
    gone { zh: "过了有效时间，或输错太多次。请重新获取。", en: "Its time is over, or it was mistyped too often. Ask for another." }
    guardian_title { zh: "请监护人同意", en: "A guardian has to agree" }
    guardian_lead(contact: &str) { zh: "验证码已发到监护人的手机 {contact}。请监护人看过下面的内容，同意的话在这里输入验证码。", en: "A code was sent to the guardian's phone {contact}. The guardian reads what stands here, and enters the code if they agree." }
    guardian_what { zh: "孩子将登记为志愿者，参加适合年龄的活动。登记的资料加密保存，只有所在社工站的负责人能看。", en: "The child is registered as a volunteer and takes part in activities for their age. What is registered is kept encrypted, and only the leader of their station can see it." }
    guardian_rights { zh: "监护人可以用这个手机号登录，查看、更正、导出、删除孩子的资料，随时在那里收回同意，也可以请社工站办理。", en: "With this number the guardian can sign in, see, correct, take home or erase the child's data, and take the consent back there at any time, or have the station do so." }
    guardian_until { zh: "没有输入验证码之前，孩子的资料不会登记，一天之内清除。", en: "Until the code is entered nothing is registered, and what was typed is gone within a day." }
    guardian_agree { zh: "我是监护人，我同意", en: "I am the guardian, and I agree" }

    choose_title { zh: "请选择您是哪一位", en: "Which of them are you?" }
    choose_lead { zh: "这个手机号登记了下面的志愿者。", en: "These volunteers are registered with this number." }
    choose_another { zh: "都不是，登记另一个人", en: "None of them: register somebody else" }
    choose_guardian { zh: "（您是监护人）", en: "(you are the guardian)" }
    choose_none_title { zh: "这个手机号还没有登记志愿者", en: "Nobody is registered with this number" }
    choose_none { zh: "可以现在登记。", en: "You can register now." }

    details_title { zh: "您的情况", en: "About you" }
    details_lead(contact: &str) { zh: "手机号 {contact} 已验证。只有前三项必填，半天内填完就行。", en: "The number {contact} is yours. Only the first three are needed; take half a day if you like." }
    details_send { zh: "登记", en: "Register me" }
    name { zh: "姓名", en: "Name" }
    name_hint { zh: "证明上写的名字", en: "As it shall stand on certificates" }
    name_wrong { zh: "请写姓名", en: "Write your name" }
    name_signs { zh: "姓名里不能有数字，也不能有 < > & / \\ 这些符号", en: "A name has no digits in it, and none of < > & / \\" }
    born { zh: "出生日期", en: "Date of birth" }
    born_hint { zh: "例如 1958-03-09；用来判断是否要监护人同意", en: "Like 1958-03-09; it decides whether a guardian has to agree" }
    born_wrong { zh: "请写完整的出生日期，例如 1958-03-09；年份不早于 120 年前", en: "Write the whole date of birth, like 1958-03-09; the year is at most 120 years ago" }
    born_ahead { zh: "出生日期在今天以后，请检查年份", en: "This date of birth is still to come; check the year" }
    too_young(years: u8) { zh: "未满 {years} 岁还不能登记。可以由家长登记，带孩子一起参加。", en: "Children under {years} are not registered yet. A parent may register and bring the child along." }
    county { zh: "所在市县", en: "City or county" }
    lives { zh: "所在地", en: "Place" }
    county_hint { zh: "您住在哪里，候鸟朋友写在海南的住处", en: "Where you live; for winter residents, where you stay on the island" }
    county_wrong { zh: "请选择市县", en: "Choose a city or county" }
    places { zh: "列出这个市县的乡镇和社工站", en: "List its townships and stations" }
    town { zh: "乡镇或街道", en: "Township or street" }
    town_any { zh: "不说明", en: "Not said" }
    town_wrong { zh: "这个乡镇不在所选的市县，请重新选择", en: "This township is not in that city or county; choose again" }
    station { zh: "想去哪个社工站", en: "The station you would like to help" }
    station_any { zh: "住处附近的", en: "The one near me" }
    station_hint { zh: "不选也可以", en: "You need not choose one" }
    station_wrong { zh: "没有这个社工站，请重新选择", en: "There is no such station; choose again" }
    part_help { zh: "您愿意做什么（选填）", en: "How you would like to help (optional)" }
    interests { zh: "服务类别", en: "Kinds of service" }
    skills { zh: "专业技能", en: "Skills" }
    skills_note { zh: "其他技能或说明", en: "Other skills, in your own words" }
    skills_note_hint { zh: "例如：退休内科医生", en: "For example: retired physician" }
    times { zh: "什么时候有空", en: "When you have time" }
    languages { zh: "会说的语言和方言", en: "Languages and dialects" }
    part_season { zh: "候鸟（选填）", en: "Winter residents (optional)" }
    part_season_lead { zh: "只在一年中的几个月住在海南的，写明从几月到几月。常住的不用填。", en: "If you live on the island for some months only, say which. Otherwise leave it empty." }
    season { zh: "在海南的时间", en: "Months on the island" }
    season_from { zh: "几月来", en: "From" }
    season_until { zh: "几月走", en: "Until" }
    season_wrong { zh: "请把几月来、几月走都选上", en: "Choose both months" }
    season_within(from: &str, until: &str) { zh: "{from}至 {until}", en: "{from} to {until}" }
    season_over(from: &str, until: &str) { zh: "{from}至次年 {until}", en: "{from} to {until}" }
    home { zh: "从哪个省来", en: "Home province" }
    month(month: &str) { zh: "{month} 月", en: "{month}" }
    part_safety { zh: "为了您的安全（选填，加密保存）", en: "For your safety (optional, kept encrypted)" }
    health { zh: "健康方面要注意的", en: "What has to be considered of your health" }
    health_hint(most: usize) { zh: "例如：不能久站。最多 {most} 字", en: "For example: no long standing. {most} characters at most" }
    insurance { zh: "意外保险", en: "Accident insurance" }
    insurance_hint { zh: "已有的写名称和到期日，没有的留空；有危险的活动由社工站先办", en: "What you have and until when; leave it empty without any. For what is dangerous the station insures you" }
    emergency { zh: "紧急联系人", en: "Whom to call" }
    emergency_name { zh: "紧急联系人姓名", en: "Whom to call in an emergency" }
    emergency_phone { zh: "紧急联系人电话", en: "Their number" }
    emergency_relation { zh: "是您的什么人", en: "Who they are to you" }
    emergency_wrong { zh: "紧急联系人的姓名和电话请一起填", en: "Write both their name and their number" }
    emergency_phone_wrong { zh: "请检查紧急联系人的电话：内地的手机或座机（带区号），境外的写上 +852 这样的国际区号", en: "Check the number of whom to call: a mobile or a landline of the mainland with its area code, or one from elsewhere with its prefix, like +852" }
    part_minor { zh: "未满 18 岁填监护人", en: "Under 18: your guardian" }
    part_minor_lead { zh: "满 18 岁的不用填。监护人会收到一个验证码，输入以后才登记。", en: "From 18 on leave it empty. The guardian gets a code, and only with it you are registered." }
    part_minor_copied { zh: "满 18 岁的不用填。监护人要在纸质协议上签名。", en: "From 18 on leave it empty. The guardian has to sign the agreement on paper." }
    guardian { zh: "监护人", en: "Guardian" }
    guardian_name { zh: "监护人姓名", en: "Guardian's name" }
    guardian_phone { zh: "监护人手机号", en: "Guardian's mobile number" }
    guardian_phone_hint { zh: "可以和上面验证过的号码相同；相同的，要等社工站向监护人核实", en: "It may be the number that was just confirmed; the station then makes sure with the guardian first" }
    guardian_phone_copied { zh: "可以和上面的手机号相同。监护人凭它登录，会收到短信", en: "It may be the number above. The guardian signs in with it, and is told by SMS" }
    guardian_kinship { zh: "与孩子的关系", en: "Who they are to the child" }
    guardian_name_wrong { zh: "未满 18 岁，请写监护人姓名", en: "Under 18, write the guardian's name" }
    guardian_phone_wrong { zh: "未满 18 岁，请写监护人的手机号（中国内地 11 位）", en: "Under 18, write the guardian's mobile number, of mainland China" }
    guardian_kinship_wrong { zh: "请选择监护人与孩子的关系", en: "Choose who they are to the child" }
    parent { zh: "父母", en: "mother or father" }
    grandparent { zh: "祖父母或外祖父母", en: "grandparent" }
    sibling { zh: "成年兄姐", en: "grown-up brother or sister" }
    other_guardian { zh: "其他监护人", en: "another guardian" }
    part_more { zh: "更多（选填）", en: "More (optional)" }
    part_more_lead { zh: "《志愿服务记录与证明出具办法》列出的项目，不填不影响登记。", en: "What the rules on volunteer records list; you are registered without it." }
    gender { zh: "性别", en: "Gender" }
    male { zh: "男", en: "male" }
    female { zh: "女", en: "female" }
    id_number { zh: "身份证件号码", en: "Number of the identity document" }
    id_number_hint { zh: "加密保存，要开证明时才用得上", en: "Kept encrypted; of use for certificates only" }
    id_number_wrong { zh: "号码的校验不对，请核对。其他证件请勾选下面一项。", en: "The number does not check out; look again. For another document tick the box below." }
    id_born { zh: "身份证号码里的生日和出生日期不一致，请核对。确实无误请勾选下面一项。", en: "The number says another birthday; look again. If both are right tick the box below." }
    as_written { zh: "号码没有写错（其他证件，或与生日不一致）", en: "The number is right as it is written (another document, or another birthday)" }
    ethnic { zh: "民族", en: "Ethnic group" }
    political { zh: "政治面貌", en: "Political status" }
    education { zh: "学历", en: "Education" }
    occupation { zh: "职业", en: "Occupation" }
    none { zh: "不说明", en: "Not said" }
    any { zh: "全部", en: "All" }
    choice_wrong { zh: "请从列出的项目里选", en: "Choose from the list" }
    too_long(most: usize) { zh: "太长了，最多 {most} 字", en: "Too long; {most} characters at most" }
    signs_wrong { zh: "里面有看不见的符号，请删掉重写", en: "There are signs in it that cannot be seen; write it anew" }
    known_title { zh: "已经登记过了", en: "Registered already" }
    known { zh: "这个手机号已经登记了同名同生日的志愿者，请直接登录", en: "Somebody of this name and birthday is registered with this number: sign in instead" }
    no_consent { zh: "监护人没有同意，不能通过。请监护人先重新同意。", en: "The guardian does not agree, so they cannot be let in. Let the guardian agree first." }
    not_now { zh: "刚才在别处改动过，请看看现在的内容再改。", en: "It was changed elsewhere just now; look at it as it stands, and change it again." }

    agreement { zh: "志愿服务协议", en: "Agreement" }
    agreement_title(version: &str) { zh: "志愿服务协议（第 {version} 版）", en: "Agreement on volunteering, version {version}" }
    agreement_free { zh: "志愿服务自愿、无偿，随时可以退出。", en: "Volunteering is voluntary and unpaid; leave whenever you like." }
    agreement_truth { zh: "登记的情况真实；有变化及时更正。", en: "What you register is true, and you correct it when it changes." }
    agreement_safety { zh: "活动的内容、要求和可能的风险事先告知；有危险的活动先办保险；需要技能的先培训。", en: "You are told beforehand what an activity is, what it asks and what may go wrong; where it is dangerous you are insured, where it needs skills you are trained." }
    agreement_privacy { zh: "尊重服务对象，不透露他们的情况，不收财物。", en: "You respect the people you help, tell nobody about them, and take nothing from them." }
    agreement_record { zh: "服务时间由社工站如实记录，可以免费开证明。", en: "The station records your hours truthfully, and certificates are free." }
    agreement_data { zh: "您的资料只用于志愿服务，加密保存；不公开，不作商业使用。", en: "Your data serve volunteering alone and are kept encrypted; they are not published nor used for trade." }
    agreement_matching { zh: "本市县的社工站找人帮忙时，会看到您的编号、用得上的技能、有空的时间、大致远近和在岛的季节；能看到本站志愿者的工作人员还看到姓氏。您答应、站长同意以后才看到姓名。未成年人只推荐给其所在站的负责人。邀请都可以不答应。", en: "When a station of your city or county looks for somebody, it sees your number, the skills it needs, when you have time, roughly how far you live and in which season you are here; your own station sees your family name too. It reads your name once you have said yes and its leader has agreed. Minors are suggested to who is in charge of them alone. You may say no to whatever you are asked." }
    agreement_leave { zh: "您可以查看、更正、导出、删除自己的资料。删除后已确认的服务时间只保留编号。", en: "You may see, correct, take home and erase your data. Hours that were confirmed then stay under the number alone." }
    agreement_new { zh: "协议更新了，请再看一遍", en: "The agreement has changed; read it again" }
    agreement_on(version: &str, day: &str) { zh: "第 {version} 版，{day} 同意", en: "version {version}, agreed on {day}" }
    agree { zh: "我已阅读并同意志愿服务协议", en: "I have read the agreement and agree" }
    agree_wrong { zh: "同意协议才能登记", en: "Without agreeing you cannot be registered" }

    me_activities { zh: "我的活动和服务时间", en: "My activities and hours" }
    me_title { zh: "我的志愿者资料", en: "My data as a volunteer" }
    me_done { zh: "已办理", en: "Done" }
    me_history { zh: "经过", en: "What happened" }
    me_data { zh: "资料", en: "My data" }
    me_data_lead { zh: "可以更正，也可以导出带走。", en: "Correct them, or take them home." }
    calendar_title { zh: "用日历看我的班次", en: "My shifts in a calendar" }
    calendar_lead { zh: "手机或电脑上的日历可以读取您报名的班次，改动和取消会自动更新：在日历里选「订阅日历」，粘贴网址。里面没有您的姓名；但谁有这个网址，谁就能看到这些班次，所以不要发给别人。", en: "The calendar of a telephone or computer can read the shifts you signed up for, and follows what changes and what is called off: choose “subscribe to a calendar” there and paste the address. Your name does not stand in it; but whoever has the address can see these shifts, so keep it to yourself." }
    calendar_once { zh: "请现在复制：这个网址只显示这一次。", en: "Copy it now: this address is shown this once." }
    calendar_copy { zh: "复制网址", en: "Copy the address" }
    calendar_made(day: &str) { zh: "日历网址生成于 {day}。忘了就换一个，旧的随即失效。", en: "The address was made on {day}. If it is lost, make another: the old one ends at once." }
    calendar_make { zh: "生成日历网址", en: "Make the address" }
    calendar_renew { zh: "换一个新网址", en: "Make another address" }
    calendar_withdraw { zh: "停用这个网址", en: "Withdraw the address" }
    email_title { zh: "邮箱（选填）", en: "E-mail (optional)" }
    email_lead { zh: "填了邮箱，报名、变动、取消、提醒和服务时间的通知也发到邮箱，附上可以放进日历的邀请。验证以后才用，只用来发这些通知，随时可以删掉。", en: "With an address, what you are told of sign-ups, changes, cancellations, reminders and hours comes by e-mail too, with an invitation for your calendar. It is used once a code has shown that it is yours, for that alone, and you can take it away at any time." }
    email { zh: "邮箱", en: "E-mail address" }
    email_hint { zh: "例如 name@example.org", en: "Like name@example.org" }
    email_now(contact: &str) { zh: "现在发到 {contact}。", en: "It goes to {contact} now." }
    email_new { zh: "换成另一个邮箱", en: "Another address" }
    email_take { zh: "删掉邮箱，不再发邮件", en: "Take the address away" }
    email_none { zh: "这里还没有接通邮件，现在不能登记邮箱。", en: "No e-mail is sent from here yet, so no address can be given." }
    email_wrong { zh: "请检查邮箱地址，例如 name@example.org", en: "Check the address; it looks like name@example.org" }
    phone_change { zh: "换手机号", en: "Another mobile number" }
    phone_change_lead { zh: "验证码发到新号码，输入以后就用新号码登录。", en: "A code goes to the new number; once it is entered you sign in with that." }
    phone_new { zh: "新手机号", en: "New mobile number" }
    password_title { zh: "密码（可选）", en: "Password (optional)" }
    password_lead { zh: "设置以后，收不到短信时也能登录。忘了密码，用验证码登录再换一个；这里没有接通短信时，请社工站帮忙。", en: "With one you come in where no SMS reaches you. If you forget it, sign in with a code and choose another; where no SMS are sent from here, ask your station." }
    password_is_set { zh: "已设置密码。更换或不再使用时，其他设备都要重新登录。", en: "A password is set. When you change it or take it away, your other devices are signed out." }
    password_set { zh: "设置密码", en: "Set the password" }
    password_take { zh: "不再使用密码", en: "Take the password away" }
    password_yes { zh: "已设置", en: "set" }
    password_no { zh: "没有设置", en: "not set" }
    number { zh: "志愿者编号", en: "Volunteer number" }
    state { zh: "状态", en: "State" }
    reason { zh: "原因", en: "Reason" }
    consent { zh: "监护人同意日期", en: "The guardian agreed on" }
    consent_withdraw { zh: "监护人收回同意", en: "The guardian takes their consent back" }
    consent_withdraw_lead { zh: "收回以后，孩子不再是志愿者，已报名的班次让给别人；资料还在，监护人仍可以查看、更正、导出、删除。想再参加，要监护人重新同意。", en: "The child is then no volunteer any more, and the shifts they signed up for go to others. What is kept stays, and the guardian can still see, correct, take home or erase it. To take part again, the guardian has to agree anew." }
    consent_withdrawn { zh: "监护人已收回同意，现在不能报名。想回来：在下面的资料里按「保存」，监护人会收到验证码；这里没有接通短信的，请监护人到社工站签名。监护人同意以后，再按「回来做志愿者」。", en: "The guardian has taken their consent back, so nothing can be signed up for. To come back, press “Save” below your data: the guardian gets a code. Where no SMS are sent from here, the guardian signs at the station. Once they agree, press “Come back”." }
    consent_own_number { zh: "监护人用的是和孩子同一个手机号，所以要社工站先联系监护人核实，通过以后才能报名。", en: "The guardian agreed by the same number as the child's, so the station first makes sure that it was them; then you may sign up." }
    consent_renew { zh: "监护人重新同意", en: "The guardian agrees anew" }
    office_consent_withdraw_lead { zh: "监护人到站里或来电收回同意时用。孩子不再是志愿者，以后的班次让给别人。", en: "For when the guardian comes or calls to take their consent back. The child is then no volunteer, and the shifts to come go to others." }
    office_consent_renew_lead { zh: "监护人重新在纸质协议上签名以后用；签了名的协议由站里保存。孩子自己再按「回来做志愿者」。", en: "For when the guardian has signed the agreement on paper again, which the station keeps. The child then presses “Come back” themselves." }
    office_consent_own_number { zh: "监护人用孩子的手机号同意的：先打电话或当面向监护人核实，再通过。", en: "The guardian agreed by the child's own number: call or meet the guardian before you let the child in." }
    save { zh: "保存", en: "Save" }
    sign_out { zh: "退出登录", en: "Sign out" }
    export_json { zh: "导出 JSON", en: "Take home as JSON" }
    export_csv { zh: "导出表格（CSV）", en: "Take home as a table (CSV)" }
    export_field { zh: "项目", en: "Field" }
    export_value { zh: "内容", en: "Content" }
    export_signed_up { zh: "报名", en: "Signed up" }
    export_companion(name: &str, age: u8) { zh: "同行 {name}，{age} 岁", en: "with {name}, aged {age}" }
    export_hours { zh: "服务时间", en: "Confirmed hours" }
    export_given(hours: &str, unit: &str) { zh: "{hours} 小时，{unit}", en: "{hours} hours, {unit}" }
    export_certificate { zh: "服务记录证明", en: "Certificate" }
    export_revoked(reason: &str) { zh: "已撤销：{reason}", en: "revoked: {reason}" }
    erase_title { zh: "删除我的资料", en: "Erase my data" }
    erase_lead { zh: "删除后无法恢复：姓名、电话和其他资料都不再可读。已确认的服务时间只留下编号。已开具的证明也不能再核验：交给学校、单位的，请先说好再删。", en: "This cannot be undone: name, number and all else can be read by nobody any more. Hours that were confirmed stay under the number. Certificates can be checked no more, either: settle that first with whoever has one." }
    erase_sure { zh: "我确定要删除", en: "I am sure" }
    erase_button { zh: "删除", en: "Erase" }
    erase_unsure { zh: "确定要删除的话，请先勾选", en: "If you are sure, tick the box first" }
    happened_registered { zh: "登记", en: "Registered" }
    happened_copied { zh: "社工站代为登记", en: "Registered by the station" }
    happened_amended { zh: "更正资料，要等社工站通过", en: "Corrected; waits to be let in" }
    happened_renamed { zh: "更正姓名或出生日期，要等社工站核对", en: "Corrected the name or date of birth; waits for the station to look" }
    renamed_name(before: &str, now: &str) { zh: "姓名：{before} → {now}", en: "Name: {before} → {now}" }
    renamed_born(before: &str, now: &str) { zh: "出生日期：{before} → {now}", en: "Date of birth: {before} → {now}" }
    renamed_born_too { zh: "出生日期也改了", en: "The date of birth is another" }
    name_looked_at { zh: "您已有服务时间：改姓名或出生日期以后，要等社工站核对身份证件，核对以前不能报名、不能开证明；已经报的名不变。", en: "You have given hours: after a change of your name or date of birth the station looks at your identity card first. Until then you can neither sign up nor get a certificate; what is signed up for stays." }
    name_waits { zh: "姓名或出生日期改过，要等社工站核对身份证件。请带证件到站里。核对以前不能报名、不能开证明；已经报的名不变。", en: "Your name or date of birth is another, so the station looks at your identity card first: bring it along. Until then you can neither sign up nor get a certificate; what is signed up for stays." }
    office_name_waits { zh: "这位志愿者有服务时间以后改了姓名或出生日期，见下面的经过。请打开个人资料，对照身份证件：是同一个人再通过。通过以前不能用新的姓名开证明。", en: "This volunteer changed their name or date of birth after giving hours; see the history below. Open what is personal and compare it with the identity card: let them in if it is the same person. Until then no certificate is issued under the new name." }
    happened_phone_changed { zh: "社工站更换手机号", en: "Mobile number changed by the station" }
    happened_password_set { zh: "设置密码", en: "Set a password" }
    happened_password_taken { zh: "不再使用密码", en: "Took the password away" }
    happened_slip_given { zh: "社工站给了设置密码的网址", en: "The station gave an address to set a password at" }
    happened_note_taken_back { zh: "撤回一条记录", en: "A note taken back" }
    happened_consent_withdrawn { zh: "收回监护人同意", en: "The guardian’s consent was taken back" }
    happened_consent_renewed { zh: "监护人重新同意", en: "The guardian agreed anew" }
    taken_back(what: &str) { zh: "{what}（已撤回，不再算数）", en: "{what} (taken back, counts no more)" }
    happened_agreed { zh: "同意协议", en: "Agreed to the agreement" }

    state_waiting { zh: "等社工站通过", en: "Waiting for the station" }
    state_active { zh: "可以报名", en: "May sign up" }
    state_paused { zh: "暂停", en: "Paused" }
    state_refused { zh: "未通过", en: "Not accepted" }
    state_left { zh: "已退出", en: "Has left" }
    state_erased { zh: "已删除", en: "Erased" }
    step_admit { zh: "通过", en: "Accept" }
    step_hold { zh: "要先审核", en: "Review first" }
    step_pause { zh: "暂停", en: "Pause" }
    step_refuse { zh: "不通过", en: "Do not accept" }
    step_leave { zh: "暂时不做志愿者", en: "Stop volunteering for now" }
    step_return { zh: "回来做志愿者", en: "Come back" }
    note_training { zh: "记录培训", en: "Note a training" }
    note_award { zh: "记录表彰奖励", en: "Note an award" }
    note_evaluation { zh: "记录服务评价", en: "Note an evaluation" }
    title_training { zh: "培训名称", en: "Name of the training" }
    title_award { zh: "表彰奖励名称", en: "Name of the award" }
    title_evaluation { zh: "评价结果", en: "Result" }
    note_by { zh: "举办或授予单位", en: "Held or given by" }
    note_day { zh: "日期", en: "Day" }
    note_day_hint { zh: "例如 2026-12-01", en: "Like 2026-12-01" }
    note_hours { zh: "学习时长（小时）", en: "Hours of training" }
    note_content { zh: "主要内容（选填）", en: "What it was about (optional)" }
    note_take_back { zh: "撤回这条记录", en: "Take this note back" }
    note_hint { zh: "志愿者本人看得到", en: "The volunteer reads it" }
    title_wrong { zh: "请写名称或结果，不超过 100 字", en: "Write a name or result, of at most 100 characters" }
    day_wrong { zh: "请写日期，不能是以后的日子，例如 2026-12-01", en: "Write a day that is not to come, like 2026-12-01" }
    hours_wrong { zh: "学习时长请写小时数，例如 1.5", en: "Write the hours as a number, like 1.5" }
    words_wrong(most: usize) { zh: "请写原因，不超过 {most} 字", en: "Say why, in at most {most} characters" }
    reason_hint { zh: "志愿者本人看得到", en: "The volunteer reads it" }

    office_title { zh: "志愿者管理", en: "Volunteers of the unit" }
    office_lead { zh: "住在本单位服务范围内，或选了本单位的志愿者。名单只显示编号和姓氏。", en: "Volunteers who live where the unit serves, or chose it. The list shows numbers and family names alone." }
    office_count(count: usize) { zh: "共 {count} 人", en: "{count} people" }
    office_none { zh: "没有符合条件的志愿者。", en: "No volunteer fits." }
    office_none_elsewhere { zh: "登记时没有选社工站、也没有写乡镇的志愿者，在市县的名册里，请市县按编号查找。本人在「我的志愿者资料」里选了您的站，就会列在这里。", en: "Whoever chose no station and no township when they registered is in the list of the city or county, which finds them by number. Once they choose your station under “My data as a volunteer”, they stand here." }
    waits(count: i64) { zh: "志愿者等审核（{count}）", en: "Volunteers who wait for you ({count})" }
    age { zh: "年龄", en: "Age" }
    since { zh: "登记日期", en: "Registered on" }
    find { zh: "查询", en: "Search" }
    reset { zh: "重置", en: "Reset" }
    approval_title { zh: "新志愿者要不要先通过", en: "Approval of new volunteers" }
    approval_lead { zh: "打开以后，登记到这个单位的人、从别的单位换过来的人，要等您通过才能报名，登记页会写明。已登记的人不变；站里代为登记的不用等。", en: "Switched on, whoever registers with the unit or moves to it waits until you let them in before they can sign up, and the page of registration says so. Who is registered stays as they are; whom a station registers from paper need not wait." }
    approval_on { zh: "要先通过", en: "New volunteers wait for you" }
    approval_off { zh: "登记后就可以报名", en: "New volunteers may sign up at once" }
    approval_ask { zh: "改成要先通过", en: "Have them wait" }
    approval_drop { zh: "改成不用等", en: "Let them sign up at once" }
    approval_everybody { zh: "登记以后，要等社工站或市县通过才能报名。", en: "After you register, the station or the county has to let you in before you can sign up." }
    approval_counties(counties: &str) { zh: "住在{counties}，没有选社工站，住处也没有社工站服务的，要等市县通过才能报名。", en: "Whoever lives in {counties}, chose no station and lives where none serves, has to be let in by the county before they can sign up." }
    approval_moved { zh: "换到要先通过的社工站或市县以后，也要等它通过才能报名；已经报的名不变。", en: "Whoever moves to one that lets people in first waits for it too before they can sign up; what is signed up for stays." }
    approval_some { zh: "标明「要先通过」的社工站，登记以后要等它通过才能报名。没有选社工站的，归住处附近的社工站。", en: "Stations marked “lets people in first” have to let you in before you can sign up. Without a choice, it is the station near you." }
    station_approves(name: &str) { zh: "{name}（要先通过）", en: "{name} (lets people in first)" }
    copy { zh: "代为登记志愿者", en: "Register somebody from paper" }
    copy_lead { zh: "给填了纸质登记表、没有智能手机或收不到验证码的人。登记后马上可以报名，不用再审核。签了名的纸质协议由站里保存。", en: "For whoever filled in the form on paper, has no smartphone or gets no code. They may sign up at once, without waiting. The station keeps the signed agreement." }
    copy_phone_hint { zh: "11 位数字。本人以后凭它登录、收通知；没有手机的写家人的", en: "Eleven digits. They sign in with it and are told by it; without one, that of somebody of the family" }
    copy_phone_wrong { zh: "请写中国内地的手机号（11 位数字）", en: "Write a mobile number of mainland China, of eleven digits" }
    copy_signed { zh: "本人（未成年人由监护人）已在纸质协议上签名", en: "They have signed the agreement on paper; for a minor, the guardian has" }
    copy_unsigned { zh: "先请本人（未成年人由监护人）在纸质协议上签名，再勾选", en: "Let them sign the agreement on paper first (for a minor, the guardian), then tick this" }
    copy_elsewhere { zh: "您的单位不服务这个地方：请选您单位服务的乡镇或街道，或者在「想去哪个社工站」里选您的单位", en: "Your unit does not serve this place: choose a township that it serves, or your own unit as the station they would like to help" }
    copy_known { zh: "这个手机号已经登记了同名同生日的志愿者，请在名单里找；名单里没有的，登记在别的单位", en: "Somebody of this name and birthday is registered with this number: look in the list. Who is not in it is registered elsewhere" }
    copy_send { zh: "登记", en: "Register them" }
    office_phone { zh: "更换手机号", en: "Change the mobile number" }
    office_phone_lead { zh: "本人丢了手机、换了号码时用，先核对是不是本人。接通了短信的，新旧两个号码都会收到通知；已登录的地方全部退出，设置过的密码和日历订阅地址作废。", en: "For whoever lost their telephone or has another number; first see that it is them. Where SMS are sent from here, the old number and the new one are told; they are signed out everywhere, and a password and an address for the calendar that they had are gone." }
    slip_offer { zh: "让本人设置密码", en: "Let them set a password" }
    slip_offer_lead { zh: "这里没有接通短信，本人收不到验证码。先核对是不是本人，再给一个设置密码的网址：24 小时内有效，只能用一次。请让本人自己打开，不要替人设置。", en: "No SMS are sent from here, so no code reaches them. See that it is them, and give them an address to set a password at: it holds for 24 hours and works once. Let them open it themselves, and set none for them." }
    slip_give { zh: "生成网址", en: "Make an address" }
    slip_given { zh: "请本人用手机扫码，或打开下面的网址，自己设置密码。只在这里显示一次，24 小时内有效。", en: "Let them scan this or open the address below, and set a password themselves. It is shown here once, and holds for 24 hours." }
    slip_qr { zh: "设置密码的网址的二维码", en: "QR code of the address to set a password at" }
    slip_title { zh: "设置志愿者密码", en: "Set a password as a volunteer" }
    slip_lead(number: &str) { zh: "您的志愿者编号是 {number}。设置密码后，用它和手机号或编号登录。", en: "Your volunteer number is {number}. With a password you sign in by your mobile number or that number." }
    slip_set { zh: "设置密码并登录", en: "Set the password and sign in" }
    slip_gone_title { zh: "这个网址不能用了", en: "This address is of no use any more" }
    slip_gone { zh: "它已经用过、换了新的，或者过期了。已设置密码的，请登录；还没有的，请社工站再给一个。", en: "It has been used or replaced, or is over. If a password is set, sign in; if not, ask your station for another address." }
    one_title { zh: "志愿者", en: "Volunteer" }
    personal { zh: "姓名、电话和其他个人资料", en: "Name, number and all that is personal" }
    personal_open { zh: "打开", en: "Open" }
    personal_not_yours { zh: "未成年志愿者的个人资料只有站长和市县工作人员可以打开。", en: "What is personal of a minor is opened by the leader of the station and the county alone." }
    purpose { zh: "为什么要看", en: "Why you need it" }
    purpose_hint { zh: "例如：通知活动改期。会写入流水", en: "For example: an activity has moved. It is written into the journal" }
    figures_title { zh: "志愿者统计", en: "Volunteers in figures" }
    figures_lead { zh: "只有数字，没有姓名。", en: "Figures alone, no names." }
    figures_note { zh: "一个人只算一次，算在住处所在的市县；按社工站算的，算在所选的站，没选的算在服务住处的站；没选站也没写乡镇的只算在市县。已删除资料的不算。", en: "Everybody counts once, in the city or county where they live; by station, at the one they chose, else at the one that serves where they live; whoever chose no station and no township, in the city or county alone. Whoever erased themselves does not count." }
    figures_months { zh: "候鸟志愿者每月在海南的人数", en: "Winter residents on the island, month by month" }
    registered { zh: "已登记", en: "Registered" }
    active { zh: "可以报名", en: "May sign up" }
    waiting { zh: "等审核", en: "Waiting" }
    migratory { zh: "候鸟", en: "Winter residents" }
    local { zh: "常住", en: "All the year" }
    figures_station { zh: "社工站", en: "Station" }
    figures_stations { zh: "按社工站", en: "By station" }

    medicine { zh: "医疗", en: "medicine" }
    nursing { zh: "护理", en: "nursing" }
    first_aid { zh: "急救", en: "first aid" }
    psychology { zh: "心理", en: "psychology" }
    law { zh: "法律", en: "law" }
    teaching { zh: "教育辅导", en: "teaching" }
    social_work { zh: "社会工作", en: "social work" }
    sign_language { zh: "手语", en: "sign language" }
    translation { zh: "翻译", en: "translation" }
    computers { zh: "电脑和手机", en: "computers and phones" }
    repairs { zh: "水电维修", en: "repairs" }
    hairdressing { zh: "理发", en: "hairdressing" }
    cooking { zh: "做饭送餐", en: "cooking and bringing meals" }
    driving { zh: "开车", en: "driving" }
    arts { zh: "文艺体育", en: "arts and sports" }
    publicity { zh: "摄影宣传", en: "photos and publicity" }
    mandarin { zh: "普通话", en: "Mandarin" }
    hainanese { zh: "海南话", en: "Hainanese" }
    hlai { zh: "黎语", en: "Hlai" }
    miao { zh: "苗语", en: "Miao" }
    danzhou { zh: "儋州话", en: "Danzhou" }
    lingao { zh: "临高话", en: "Lingao" }
    junhua { zh: "军话", en: "Junhua" }
    tanka { zh: "疍家话", en: "Tanka" }
    cantonese { zh: "粤语", en: "Cantonese" }
    hakka { zh: "客家话", en: "Hakka" }
    english { zh: "英语", en: "English" }
    russian { zh: "俄语", en: "Russian" }
    other_tongue { zh: "其他", en: "others" }
    weekday_morning { zh: "工作日上午", en: "weekdays, morning" }
    weekday_afternoon { zh: "工作日下午", en: "weekdays, afternoon" }
    weekday_evening { zh: "工作日晚上", en: "weekdays, evening" }
    weekend_morning { zh: "周末上午", en: "weekends, morning" }
    weekend_afternoon { zh: "周末下午", en: "weekends, afternoon" }
    weekend_evening { zh: "周末晚上", en: "weekends, evening" }
}
