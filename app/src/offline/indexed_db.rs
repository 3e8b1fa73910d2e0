//! The browser's store: one database with one table of texts.
//!
//! Every write is one transaction that asks for «strict» durability: it has succeeded when the disk has it. The
//! shape of the database moves on step by step from every shape that has been in the hands of people (`upgrade`).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::local_store::{LocalStore, StoreRefused};

const NAME: &str = "lastmetre-field";
const SHAPE: u32 = 1;
const TEXTS: &str = "texts";

/// The open database.
#[derive(Debug)]
pub struct IndexedDb {
    database: IdbDatabase,
}

impl IndexedDb {
    /// Opens it, and makes it at the first time.
    pub async fn open() -> Result<Self, StoreRefused> {
        Self::try_open().await.map_err(|_| StoreRefused)
    }

    async fn try_open() -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(NAME, SHAPE)?;
        let opening = request.clone();
        let upgrade = Closure::once_into_js(move || upgrade(&opening));
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let opened = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
            // Another tab holds an older shape open: this one goes on without a store rather than wait for it.
            request.set_onblocked(Some(&reject));
        });
        JsFuture::from(opened).await?;
        let database: IdbDatabase = request.result()?.dyn_into()?;
        // And lets go of its own when a newer version of the app wants to move on.
        let held = database.clone();
        let let_go = Closure::once_into_js(move || held.close());
        database.set_onversionchange(Some(let_go.unchecked_ref()));
        Ok(Self { database })
    }

    /// A transaction; `web-sys` does not know yet that one may say how durable it is.
    fn transaction(&self, mode: &str, durability: &str) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.dyn_into()?;
        let arguments = Array::of3(&TEXTS.into(), &mode.into(), &options);
        begin.apply(&self.database, &arguments)?.dyn_into()
    }

    async fn try_read(&self, name: &str) -> Result<Option<String>, JsValue> {
        let texts = self.transaction("readonly", "default")?.object_store(TEXTS)?;
        let request = texts.get(&name.into())?;
        Ok(answer(&request).await?.as_string())
    }

    async fn try_write(&self, entries: &[(&str, &str)]) -> Result<(), JsValue> {
        let transaction = self.transaction("readwrite", "strict")?;
        let texts = transaction.object_store(TEXTS)?;
        for (name, text) in entries {
            texts.put_with_key(&(*text).into(), &(*name).into())?;
        }
        let complete = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
            transaction.set_onerror(Some(&reject));
        });
        JsFuture::from(complete).await.map(|_| ())
    }
}

/// From no database to the first shape; later shapes add their steps below.
fn upgrade(request: &IdbOpenDbRequest) {
    if let Some(database) = request.result().ok().and_then(|it| it.dyn_into::<IdbDatabase>().ok()) {
        // Refused only for a table that is there already.
        let _ = database.create_object_store(TEXTS);
    }
}

async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(answered).await?;
    request.result()
}

impl LocalStore for IndexedDb {
    async fn read(&self, name: &str) -> Result<Option<String>, StoreRefused> {
        self.try_read(name).await.map_err(|_| StoreRefused)
    }

    async fn write(&self, entries: &[(&str, &str)]) -> Result<(), StoreRefused> {
        self.try_write(entries).await.map_err(|_| StoreRefused)
    }
}
