//! Sentences about accounts.

crate::messages! {
    sign_in_title { zh: "工作人员登录", en: "Sign in for staff" }
    sign_in_lead { zh: "这里是社工和管理人员的入口。查找社工站不需要登录。", en: "This is the entrance for social workers and officers. Finding a station needs no account." }
    sign_in_name { zh: "登录名", en: "Sign-in name" }
    password { zh: "密码", en: "Password" }
    sign_in { zh: "登录", en: "Sign in" }
    sign_out { zh: "退出登录", en: "Sign out" }
    wrong { zh: "登录名或密码不对。请检查后再试；忘了密码请找站长或账号管理员。", en: "The name or the password does not fit. Check both and try again; if you forgot it, ask your station leader or the accounts administrator." }
    wait(seconds: i64) { zh: "试得太多了，请 {seconds} 秒后再试。", en: "Too many attempts; try again in {seconds} seconds." }
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
    enrol_lead { zh: "您的角色能看到本站以外的个人信息，登录时除了密码还要手机上的 6 位数字。", en: "Your role reads personal data beyond one station, so signing in also asks for six digits from your phone." }
    enrol_scan { zh: "用验证器应用扫这个码：", en: "Scan this with an authenticator app:" }
    enrol_qr { zh: "验证器二维码", en: "QR code for the authenticator" }
    enrol_by_hand { zh: "扫不了，就手工输入密钥：", en: "If it cannot be scanned, type the key:" }
    enrol_code { zh: "应用显示的 6 位数字", en: "The six digits that the app shows" }
    recovery_title { zh: "请抄下备用码", en: "Write down your recovery codes" }
    recovery_lead { zh: "手机丢了或换了，用备用码登录，每个只能用一次。请抄下来放好：这里只显示这一次。", en: "When the phone is lost or changed, a recovery code signs you in, each once. Write them down and keep them safe: they are shown only now." }
    recovery_kept { zh: "已抄好，进入工作台", en: "I have kept them" }
    office_title { zh: "工作台", en: "Office" }
    office_hello(name: &str) { zh: "{name}，您好", en: "Hello {name}" }
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
    staff_disable { zh: "停用账号", en: "Disable" }
    staff_disabled { zh: "已停用", en: "Disabled" }
    staff_invited { zh: "还没有设置密码", en: "Has not chosen a password yet" }
    staff_new_link { zh: "重新生成链接", en: "Make a new link" }
    staff_lost_factor { zh: "验证器丢了，重新绑定", en: "Lost the second step: set up anew" }
    staff_none { zh: "这里还没有人员。用下面的表邀请第一位。", en: "Nobody works here yet. Invite the first below." }
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
}
