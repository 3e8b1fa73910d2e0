//! Sentences about tablets.

crate::messages! {
    title { zh: "平板", en: "Tablets" }
    lead { zh: "登记过的平板可以在没有信号的地方办事，有信号时自动送达。14 天没有联系的平板会自动停用；丢失的请马上停用。", en: "An enrolled tablet works without a signal and delivers when there is one. One that is not heard of for 14 days stops by itself; revoke a lost one at once." }
    none { zh: "还没有登记过平板。", en: "No tablet has been enrolled." }
    open_field { zh: "登记这台平板", en: "Enrol this tablet" }
    owner(name: &str) { zh: "使用人：{name}", en: "Used by {name}" }
    since(when: &str) { zh: "{when} 登记", en: "enrolled {when}" }
    heard(when: &str) { zh: "最近联系 {when}", en: "last heard {when}" }
    unsent(count: i64) { zh: "当时还有 {count} 项没有送达", en: "{count} changes waited on it then" }
    ahead(minutes: i64) { zh: "它的时钟快了 {minutes} 分钟，请校准", en: "Its clock is {minutes} minutes ahead; set it right" }
    went_back(when: &str) { zh: "它曾被恢复到较早的状态（{when} 发现）", en: "It was put back to an earlier state (noticed {when})" }
    silent(count: usize, days: i64) { zh: "平板 {days} 天以上没有联系（{count}）", en: "Tablets not heard of for {days} days ({count})" }
    silent_in(unit: &str, count: usize, days: i64) { zh: "{unit}：平板 {days} 天以上没有联系（{count}）", en: "{unit}: tablets not heard of for {days} days ({count})" }
    revoke { zh: "停用", en: "Revoke" }
    revoke_lead { zh: "停用后它马上不能再送达，要用得重新登记。还没有送达的修改留在那台平板上。", en: "It delivers nothing from now on and has to be enrolled again. Changes that have not arrived stay on it." }
    revoke_named(name: &str) { zh: "停用「{name}」", en: "Revoke “{name}”" }
}
