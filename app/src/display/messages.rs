//! Sentences of the display switches.

crate::messages! {
    heading { zh: "显示方式", en: "Display" }
    elder { zh: "长辈版", en: "Large type" }
    theme_device { zh: "跟随设备", en: "As the device" }
    theme_light { zh: "浅色", en: "Light" }
    theme_dark { zh: "深色", en: "Dark" }
    theme_contrast { zh: "高对比", en: "High contrast" }
}
