//! Sentences about accounts.

crate::messages! {
    sign_in_title { zh: "工作人员登录", en: "Sign in for staff" }
    sign_in_lead { zh: "这里是社工和管理人员的入口。查找社工站不需要登录。", en: "This is the entrance for social workers and officers. Finding a station needs no account." }
    sign_in_name { zh: "登录名", en: "Sign-in name" }
    password { zh: "密码", en: "Password" }
    sign_in { zh: "登录", en: "Sign in" }
    sign_out { zh: "退出登录", en: "Sign out" }
    wrong { zh: "登录名或密码不对。请检查后再试；忘了密码，请点下面的链接。", en: "The name or the password does not fit. Check both and try again; if you forgot it, follow the link below." }
    wait_seconds(seconds: i64) { zh: "试得太多了，请 {seconds} 秒后再试。", en: "Too many attempts; try again in {seconds} seconds." }
    wait_minutes(minutes: i64) { zh: "试得太多了，请 {minutes} 分钟后再试。", en: "Too many attempts; try again in {minutes} minutes." }
    write_sign_in_name { zh: "请输入登录名", en: "Enter your sign-in name" }
    write_password { zh: "请输入密码", en: "Enter your password" }
    code_title { zh: "输入验证码", en: "Enter the code" }
    code_lead { zh: "打开手机上的验证器应用，输入 6 位数字。手机不在身边，可以输入一个备用码。", en: "Open the authenticator app on your phone and enter the six digits. Without the phone, enter one of your recovery codes." }
    code { zh: "6 位数字或备用码", en: "Six digits or a recovery code" }
    code_wrong { zh: "验证码不对，或已经用过。请等下一个数字再试。", en: "The code does not fit or was used already. Wait for the next one and try again." }
    go_on { zh: "继续", en: "Continue" }
    start_title { zh: "设置密码", en: "Choose a password" }
    start_lead(name: &str) { zh: "{name}，您好。请设置登录密码。", en: "Hello {name}. Choose the password to sign in with." }
    start_name(name: &str) { zh: "您的登录名是 {name}", en: "You sign in as {name}" }
    start_gone_title { zh: "这个链接不能用了", en: "This link can no longer be used" }
    start_gone { zh: "链接只能用一次，三天内有效。请找发链接的人再要一个。", en: "A link works once and for three days. Ask whoever sent it for another." }
    password_hint(least: usize) { zh: "至少 {least} 个字符，可以是一句话；不要求大小写、数字或符号。", en: "At least {least} characters; a sentence is fine. Capitals, digits or signs are not asked for." }
    password_again { zh: "再输入一次", en: "The same again" }
    password_short(least: usize) { zh: "请输入至少 {least} 个字符", en: "Enter at least {least} characters" }
    password_long { zh: "请不要超过 128 个字符", en: "Keep it to 128 characters" }
    password_common { zh: "这个密码太常见，最先被人试到，请换一个", en: "This one is among the first that are tried; choose another" }
    password_differs { zh: "两次输入不一样，请再输入一次", en: "The two are not the same; enter them again" }
    enrol_title { zh: "绑定验证器", en: "Set up the second step" }
    enrol_lead { zh: "登录时除了密码，还要手机上的 6 位数字。能看到本站以外个人信息的角色必须绑定，其他人可以自愿绑定。", en: "Signing in then also asks for six digits from your phone. Roles that read personal data beyond one station must have this; everybody else may." }
    enrol_scan { zh: "用验证器应用扫这个码：", en: "Scan this with an authenticator app:" }
    enrol_qr { zh: "验证器二维码", en: "QR code for the authenticator" }
    enrol_by_hand { zh: "扫不了，就手工输入密钥：", en: "If it cannot be scanned, type the key:" }
    enrol_code { zh: "应用显示的 6 位数字", en: "The six digits that the app shows" }
    recovery_title { zh: "请抄下备用码", en: "Write down your recovery codes" }
    recovery_lead { zh: "手机丢了或换了，用备用码登录，每个只能用一次。请抄下来放好：这里只显示这一次。", en: "When the phone is lost or changed, a recovery code signs you in, each once. Write them down and keep them safe: they are shown only now." }
    recovery_kept { zh: "已抄好，进入工作台", en: "I have kept them" }
    office_title { zh: "工作台", en: "Office" }
    office_fold { zh: "工作台菜单", en: "Office menu" }
    office_hello(name: &str) { zh: "{name}，您好", en: "Hello {name}" }
    office_first { zh: "先办什么", en: "What waits for you first" }
    office_since(day: &str) { zh: "{day} 起", en: "since {day}" }
    printed(who: &str, when: &str) { zh: "内部资料 · {who} 打印于 {when}", en: "Internal · printed by {who}, {when}" }
    office_roles { zh: "您的角色", en: "Your roles" }
    office_empty { zh: "现在没有待办的事。", en: "Nothing waits for you now." }
    role_in(role: &str, unit: &str) { zh: "{unit} · {role}", en: "{role}, {unit}" }
    province { zh: "海南省", en: "Hainan Province" }
    sessions_title { zh: "登录的设备", en: "Where you are signed in" }
    sessions_lead { zh: "看到不认识的设备，请马上退出它，并更换密码。", en: "If you do not know a device, sign it out at once and change the password." }
    session_here { zh: "这台设备", en: "this device" }
    session_since(time: &str) { zh: "{time} 登录", en: "signed in {time}" }
    session_seen(time: &str) { zh: "最近使用 {time}", en: "last used {time}" }
    session_end { zh: "退出这台设备", en: "Sign it out" }
    staff_title { zh: "人员", en: "Staff" }
    staff_invite { zh: "邀请新同事", en: "Invite somebody" }
    staff_name { zh: "姓名", en: "Name" }
    staff_role { zh: "角色", en: "Role" }
    staff_unit { zh: "单位", en: "Unit" }
    staff_send { zh: "生成邀请链接", en: "Make the link" }
    staff_link { zh: "请把这个链接交给本人。只显示这一次，用一次就失效：", en: "Give this link to them in person. It is shown only now and works once:" }
    staff_taken { zh: "已经有人用这个登录名，请换一个", en: "Somebody has this sign-in name; choose another" }
    staff_role_misfits { zh: "这个单位没有这种角色，请另选", en: "There is no such role in this unit; choose another" }
    staff_search { zh: "查找人员", en: "Find somebody" }
    staff_find { zh: "查询", en: "Search" }
    staff_count(number: usize) { zh: "共 {number} 人", en: "{number} people" }
    staff_enable { zh: "恢复账号", en: "Enable again" }
    staff_enable_lead { zh: "此人可以用原来的密码再次登录，角色仍按各自的日期。", en: "They can sign in again with the password they had; roles hold as their days say." }
    staff_disable { zh: "停用账号", en: "Disable" }
    staff_disabled { zh: "已停用", en: "Disabled" }
    staff_invited { zh: "还没有设置密码", en: "Has not chosen a password yet" }
    staff_new_link { zh: "重新生成链接", en: "Make a new link" }
    staff_lost_factor { zh: "验证器丢了，重新绑定", en: "Lost the second step: set up anew" }
    staff_none { zh: "没有找到这样的人，请换一个名字。", en: "Nobody is called so; try another name." }
    name_empty { zh: "请输入姓名", en: "Enter the name" }
    name_long { zh: "请不要超过 50 个字", en: "Keep it to 50 characters" }
    name_signs { zh: "请只用文字", en: "Use letters only" }
    sign_in_name_signs { zh: "请只用文字、数字和 . @ _ - +", en: "Use letters, digits and . @ _ - + only" }
    sign_in_name_long { zh: "请不要超过 64 个字符", en: "Keep it to 64 characters" }
    role_social_worker { zh: "社工", en: "Social worker" }
    role_station_leader { zh: "站长", en: "Station leader" }
    role_county_officer { zh: "县级工作人员", en: "County officer" }
    role_provincial_officer { zh: "省级工作人员", en: "Provincial officer" }
    role_supervisor { zh: "督导", en: "Supervisor" }
    role_accounts_administrator { zh: "账号管理员", en: "Accounts administrator" }
    role_security_administrator { zh: "安全管理员", en: "Security administrator" }
    role_audit_administrator { zh: "审计管理员", en: "Audit administrator" }
    sign_in_kept { zh: "您离开太久，已自动退出。刚才提交的内容已经保存，登录后可以继续提交。", en: "You were away for long and have been signed out. What you sent is kept; sign in and send it then." }
    sign_in_device { zh: "填到一半被退出：显示过「已保存到本机」的内容还在这台设备上，一天之内登录，打开原来的页面就能接着填。", en: "Signed out while you were writing? What was “saved on this device” is still here for a day: sign in, open the same page and go on." }
    forgotten_title { zh: "忘了密码，或登录不了", en: "Forgot the password, or cannot sign in" }
    forgotten_lead { zh: "写下登录名。您的站长或账号管理员会看到，核实是您本人后，给您一个新的链接。", en: "Write your sign-in name. Your station leader or the accounts administrator sees it, makes sure that it is you, and gives you a new link." }
    forgotten_lost { zh: "遇到了什么问题", en: "What is lost" }
    forgotten_ask { zh: "请求重新登录", en: "Ask to be let back in" }
    forgotten_asked_title { zh: "请求已经发出", en: "Your request was sent" }
    forgotten_asked { zh: "如果有这个账号，您的站长或账号管理员现在就能看到请求。请当面或打电话找他们核实。", en: "If there is such an account, your station leader or the accounts administrator sees the request now. Meet or call them, so that they know it is you." }
    lost_password { zh: "忘了密码，或试得太多要等", en: "Password forgotten, or locked for too many attempts" }
    lost_second_factor { zh: "验证器和备用码都丢了", en: "Authenticator and recovery codes lost" }
    asks_back(lost: &str, when: &str) { zh: "{when} 请求重新登录：{lost}", en: "Asked to be let back in at {when}: {lost}" }
    asks_back_check { zh: "请先当面或打电话核实是本人，再生成链接或解除验证器。", en: "Make sure in person or by telephone that it is them before making a link or taking the second step away." }
    asks_back_badge { zh: "请求重新登录", en: "asks to be let back in" }
    office_asks_back(name: &str, lost: &str, when: &str) { zh: "{name} 请求重新登录（{lost}，{when}）", en: "{name} asks to be let back in ({lost}, {when})" }
    office_kept(count: usize) { zh: "有 {count} 份没有提交成功的内容，请处理", en: "Forms that were sent too late and wait for you: {count}" }
    kept_title { zh: "没有提交成功的内容", en: "What was sent too late" }
    kept_lead { zh: "提交时您已被自动退出，内容保存在这里，保留七天。", en: "You had been signed out when you sent these. They are kept here for seven days." }
    kept_when(when: &str) { zh: "{when} 提交", en: "sent {when}" }
    kept_send { zh: "现在提交", en: "Send it now" }
    kept_drop { zh: "不要了", en: "Throw it away" }
    kept_none { zh: "没有待提交的内容。", en: "Nothing waits here." }
    proof_title { zh: "请再确认一次是您本人", en: "Show once more that it is you" }
    proof_lead { zh: "接下来的操作影响账号或会导出数据。确认后五分钟内不再询问。", en: "What comes next affects accounts or takes data out. For five minutes afterwards you are not asked again." }
    password_wrong { zh: "密码不对，请再输入一次", en: "The password does not fit; enter it again" }
    account_title { zh: "我的账号", en: "My account" }
    account_password { zh: "更换密码", en: "Change the password" }
    password_current { zh: "现在的密码", en: "Present password" }
    password_new { zh: "新密码", en: "New password" }
    password_change { zh: "更换密码", en: "Change the password" }
    password_changed { zh: "密码已更换，其他设备已退出。", en: "The password is changed, and other devices are signed out." }
    account_factor { zh: "验证器", en: "Second step" }
    account_factor_on { zh: "已绑定：登录时除了密码还要 6 位数字。", en: "It is on: signing in asks for six digits besides the password." }
    account_factor_off { zh: "没有绑定：登录只要密码。绑定后更安全，不用短信，没有信号也能用。", en: "It is off: a password is enough. It makes the account safer, costs no SMS and works without signal." }
    account_set_factor { zh: "绑定验证器", en: "Set it up" }
    account_new_factor { zh: "换一部手机，重新绑定", en: "Set it up on another phone" }
    account_new_codes { zh: "换一组备用码", en: "New recovery codes" }
    watch_title { zh: "还在吗？", en: "Are you still there?" }
    watch_text { zh: "两分钟后会自动退出。您正在填写的内容不会丢。", en: "You will be signed out in two minutes. What you are typing is not lost." }
    watch_stay { zh: "继续", en: "Stay signed in" }
    watch_over { zh: "您已自动退出。正在填写的内容还在：照常提交，登录后就能继续。", en: "You have been signed out. What you typed is still here: send it as usual, and go on after signing in." }
    person_roles { zh: "角色", en: "Roles" }
    person_no_roles { zh: "没有角色。", en: "No role." }
    person_done { zh: "已保存。", en: "Saved." }
    role_now { zh: "现在", en: "now" }
    role_from(from: &str) { zh: "{from} 起", en: "from {from}" }
    role_from_until(from: &str, until: &str) { zh: "{from} 至 {until}", en: "from {from} to {until}" }
    choose { zh: "请选择", en: "Choose" }
    role_end_now { zh: "立即结束", en: "End it now" }
    person_not_now { zh: "没有办理：这个人的账号或角色刚被别人改过。下面是现在的情况，请再看一下。", en: "Not done: somebody has just changed this account or its roles. What follows is how it stands now; look again." }
    role_end { zh: "到今天为止", en: "End it today" }
    role_give { zh: "增加角色", en: "Give a role" }
    role_first_day { zh: "第一天", en: "First day" }
    role_last_day { zh: "最后一天", en: "Last day" }
    role_last_day_hint { zh: "不知道就空着", en: "Leave it empty if there is none yet" }
    role_held { zh: "这些天里已经有这个角色", en: "They have this role on some of these days already" }
    role_administrators { zh: "账号、安全、审计三种管理员不能由同一个人担任", en: "Nobody may be two of the accounts, security and audit administrators" }
    day_hint { zh: "例如 2026-12-31", en: "As in 2026-12-31" }
    day_wrong { zh: "请写成 2026-12-31 这样的日期", en: "Write a day as in 2026-12-31" }
    until_wrong { zh: "请写成 2026-12-31 这样的日期，不早于第一天", en: "Write a day as in 2026-12-31, not before the first" }
    let_back_in { zh: "帮助重新登录", en: "Let them back in" }
    let_back_in_lead { zh: "新链接当面交给本人，用它重新设置密码；旧链接和锁定随之失效。", en: "Give the new link to them in person; with it they choose a new password. Earlier links and waiting times end." }
    staff_disable_lead { zh: "马上退出所有设备，不能再登录。", en: "Signs them out everywhere at once; they cannot sign in any more." }
    hand_over { zh: "离职交接", en: "Hand over" }
    hand_over_lead { zh: "最后一天之后，角色由接手的人继续，账号自动停用。", en: "After the last day whoever takes over has the roles, and the account is disabled." }
    hand_over_day { zh: "最后一天", en: "Last day" }
    hand_over_to { zh: "由谁接手", en: "Who takes over" }
    hand_over_heir { zh: "接手的人不能有这些角色：账号已停用，或会同时担任账号、安全、审计管理员中的两种", en: "They may not have these roles: the account is disabled, or they would be two of the accounts, security and audit administrators" }
    hand_over_nobody { zh: "暂时没有人", en: "Nobody yet" }
    leaves(day: &str) { zh: "最后一天 {day}，还没有人接手。", en: "Leaves after {day}; nobody takes over yet." }
    leaves_to(day: &str, name: &str) { zh: "最后一天 {day}，由 {name} 接手。", en: "Leaves after {day}; {name} takes over." }
}
