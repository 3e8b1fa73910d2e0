//! The browser's stores: one database with the public's texts, and one for each person who works on the device.
//!
//! Every write is one transaction that asks for «strict» durability: it has succeeded when the disk has it. What a
//! person did is read, changed and written within one transaction, so that two tabs never work on two states. The
//! shape of each database moves on step by step from every shape that has been in the hands of people (`upgrade`).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::{
    exchange::Known,
    local_store::{LocalStore, StoreRefused},
    tablet::{self, Table, Tablet, Write},
};

const NAME: &str = "lastmetre-field";
const PERSON_NAME: &str = "lastmetre-person-";
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
        Self::try_open(NAME, &[TEXTS]).await.map_err(|_| StoreRefused)
    }

    async fn try_open(name: &str, tables: &'static [&'static str]) -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let factory = window.indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(name, SHAPE)?;
        let opening = request.clone();
        let upgrade = Closure::once_into_js(move || upgrade(&opening, tables));
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
    fn transaction(&self, tables: &[&str], mode: &str, durability: &str) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.dyn_into()?;
        let tables: Array = tables.iter().map(|name| JsValue::from(*name)).collect();
        let arguments = Array::of3(&tables, &mode.into(), &options);
        begin.apply(&self.database, &arguments)?.dyn_into()
    }

    async fn try_read(&self, name: &str) -> Result<Option<String>, JsValue> {
        let texts = self.transaction(&[TEXTS], "readonly", "default")?.object_store(TEXTS)?;
        let request = texts.get(&name.into())?;
        Ok(answer(&request).await?.as_string())
    }

    async fn try_write(&self, entries: &[(&str, &str)]) -> Result<(), JsValue> {
        let transaction = self.transaction(&[TEXTS], "readwrite", "strict")?;
        let texts = transaction.object_store(TEXTS)?;
        for (name, text) in entries {
            texts.put_with_key(&(*text).into(), &(*name).into())?;
        }
        JsFuture::from(completion(&transaction)).await.map(|_| ())
    }
}

/// Fulfilled when the disk has all that the transaction wrote.
fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    })
}

/// From no database to the first shape; later shapes add their steps below.
fn upgrade(request: &IdbOpenDbRequest, tables: &[&str]) {
    if let Some(database) = request.result().ok().and_then(|it| it.dyn_into::<IdbDatabase>().ok()) {
        for table in tables {
            // Refused only for a table that is there already.
            let _ = database.create_object_store(table);
        }
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

/// A change of a tablet, and what it writes beside it. Boxed: each kind of change would be a whole copy of what reads
/// and writes.
pub type TabletChange<'a> = Box<dyn FnOnce(&mut Tablet) -> Vec<Write> + 'a>;

/// What one person did and may know on this device.
#[derive(Debug)]
pub struct PersonDb(IndexedDb);

impl PersonDb {
    /// Opens the one of this person, and makes it at the first time.
    pub async fn open(person: &str) -> Result<Self, StoreRefused> {
        const TABLES: &[&str] = &["meta", "outbox", "records"];
        let opened = IndexedDb::try_open(&format!("{PERSON_NAME}{person}"), TABLES).await;
        opened.map(Self).map_err(|_| StoreRefused)
    }

    /// Changes the tablet as it stands on the disk, and gives what it is then. When this has succeeded, the disk has it.
    pub async fn change(&self, change: TabletChange<'_>) -> Result<Tablet, StoreRefused> {
        self.try_change(change).await.map_err(|_| StoreRefused)
    }

    async fn try_change(&self, change: TabletChange<'_>) -> Result<Tablet, JsValue> {
        let tables = Table::ALL.map(Table::name);
        let transaction = self.0.transaction(&tables, "readwrite", "strict")?;
        let complete = completion(&transaction);
        let meta = all(&transaction, Table::Meta).await?;
        let outbox = all(&transaction, Table::Outbox).await?;
        let (after, writes) = Tablet::read(&meta, &outbox).changed(change);
        if let Err(refused) = writes.iter().try_for_each(|write| carry_out(&transaction, write)) {
            // Otherwise what came before it would be kept alone. Refused only where it has ended by itself.
            let _ = transaction.abort();
            let _ = JsFuture::from(complete).await;
            return Err(refused);
        }
        JsFuture::from(complete).await?;
        Ok(after)
    }

    /// The records as the server has told them.
    pub async fn records(&self) -> Vec<Known> {
        let Ok(transaction) = self.0.transaction(&[Table::Records.name()], "readonly", "default") else {
            return Vec::new();
        };
        tablet::records(&all(&transaction, Table::Records).await.unwrap_or_default())
    }
}

/// Asks for a write; whether there is room for it is known when the transaction is complete.
fn carry_out(transaction: &IdbTransaction, write: &Write) -> Result<(), JsValue> {
    match write {
        Write::Put(table, name, text) => {
            transaction.object_store(table.name())?.put_with_key(&text.into(), &name.into())?;
        }
        Write::Remove(table, name) => {
            transaction.object_store(table.name())?.delete(&name.into())?;
        }
        Write::RemoveAll(table, begin) => {
            let end = format!("{begin}\u{ffff}");
            let range = IdbKeyRange::bound(&begin.into(), &end.into())?;
            transaction.object_store(table.name())?.delete(&range)?;
        }
    }
    Ok(())
}

/// Everything in a table, in the order of names.
async fn all(transaction: &IdbTransaction, table: Table) -> Result<Vec<(String, String)>, JsValue> {
    let store = transaction.object_store(table.name())?;
    let names: Array = answer(&store.get_all_keys()?).await?.dyn_into()?;
    let texts: Array = answer(&store.get_all()?).await?.dyn_into()?;
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    Ok(names.iter().map(text).zip(texts.iter().map(text)).collect())
}
