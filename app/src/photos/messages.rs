//! Sentences about photos.

crate::messages! {
    title_of(unit: &str) { zh: "{unit} · 场地照片", en: "Photos of {unit}" }
    lead { zh: "照片可以没有，不计数，也不考核。拍的是场地和牌子：请不要拍到来办事的人。", en: "No photo is required; nothing counts them. Show rooms and signs, not the people who come." }
    back { zh: "返回场地设施清单", en: "Back to the premises" }
    none { zh: "还没有照片。", en: "There are no photos yet." }
    none_yet { zh: "还没有照片。在下面选择项目和照片文件，就可以添加。", en: "There are no photos yet. Choose an item and a file below to add one." }
    add_title { zh: "添加照片", en: "Add a photo" }
    item { zh: "照片上是什么", en: "What it shows" }
    choose { zh: "请选择", en: "Choose one" }
    file { zh: "照片文件", en: "The photo" }
    file_hint(megabytes_max: u32) { zh: "JPEG、PNG 或 WebP，不超过 {megabytes_max} MB。保存前会重新生成图片，拍摄位置、时间和手机型号都不会留下。", en: "JPEG, PNG or WebP, {megabytes_max} MB at most. It is drawn anew before it is kept: where, when and with which phone it was taken is dropped." }
    add { zh: "添加", en: "Add" }
    added { zh: "照片已添加。", en: "The photo was added." }
    removed { zh: "照片已移除。", en: "The photo was removed." }
    is_back { zh: "照片已放回。", en: "The photo was put back." }
    remove { zh: "移除", en: "Remove" }
    remove_of(alt: &str) { zh: "移除：{alt}", en: "Remove: {alt}" }
    put_back { zh: "放回", en: "Put it back" }
    put_back_of(alt: &str) { zh: "放回：{alt}", en: "Put back: {alt}" }
    gone(count: usize) { zh: "已移除的照片 {count} 张", en: "Removed photos: {count}" }
    gone_days(days: u16) { zh: "移除后 {days} 天内可以放回，之后删除。", en: "For {days} days they can be put back; then they are deleted." }
    alt(item: &str, day: &str, number: usize) { zh: "{item}，{day} 添加的照片（第 {number} 张）", en: "{item}, photo {number}, added on {day}" }
    added_on(day: &str) { zh: "{day} 添加", en: "Added on {day}" }
    count(count: usize) { zh: "{count} 张照片", en: "Photos: {count}" }
    column { zh: "照片", en: "Photos" }
    add_one { zh: "添加", en: "Add" }

    fault_nothing { zh: "请选择一张照片", en: "Choose a photo" }
    fault_too_large(megabytes_max: u32) { zh: "照片超过了 {megabytes_max} MB，请换一张小一些的", en: "The photo is larger than {megabytes_max} MB: choose a smaller one" }
    fault_no_picture { zh: "这个文件不是可以读出来的 JPEG、PNG 或 WebP 照片，请换一张", en: "This file is no JPEG, PNG or WebP picture that can be read: choose another" }
    fault_pixels(megapixels_max: u32) { zh: "照片的像素太多（超过 {megapixels_max} 百万），请换一张小一些的", en: "The photo has more than {megapixels_max} million pixels: choose a smaller one" }
    fault_item { zh: "请选择照片上是什么", en: "Choose what the photo shows" }
    fault_many(count: usize) { zh: "这一项已经有 {count} 张照片，请先移除一张", en: "There are {count} photos of this item already: remove one first" }
    fault_closed { zh: "站点已经撤销，不能再添加照片", en: "The unit is closed: no photo can be added" }
}
