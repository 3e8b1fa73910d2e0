//! The field app: what a tablet does in a village without a signal. So far: the whole directory, the services, the
//! policy guides, and the map of the counties.
//!
//! Everybody may use it. The staff enrol a tablet, tend their station on it and take down calls for help
//! (mine.rs, mine_page.rs, help_page.rs, outbox_page.rs, work.rs; `end2end/tests/devices.spec.ts`). What the device keeps is in `offline/`, the shell and
//! its service worker in `public/` (field.template.html, field-start.js, sw.template.js), the frame's looks in
//! `style/slices/field.css`, the journeys in `end2end/tests/field.spec.ts`. Pages are the same pieces and the same
//! rules as on the site.
//!
//! Invariants: what people told lies on the device enciphered and nowhere else; it starts and answers with no network; how old its data is always stands on the page; a page is
//! never loaded anew by itself.

pub mod messages;
pub mod mine;
pub mod route;
pub mod words;

#[cfg(feature = "field")]
mod app;
#[cfg(feature = "field")]
mod detail_pane;
#[cfg(feature = "field")]
mod device;
#[cfg(feature = "field")]
mod device_page;
#[cfg(feature = "field")]
mod frame;
#[cfg(feature = "field")]
mod help_page;
#[cfg(feature = "field")]
mod list_pane;
#[cfg(feature = "field")]
mod mine_page;
#[cfg(feature = "field")]
mod outbox_page;
#[cfg(feature = "field")]
mod quick_exit;
#[cfg(feature = "field")]
mod refreshing;
#[cfg(feature = "field")]
mod work;

#[cfg(feature = "field")]
pub use frame::mount;
