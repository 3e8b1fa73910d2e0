//! Where pictures are stored: the folder of attachments in `data_dir`, or a bucket of an S3-compatible store.
//!
//! What stands in the folder is in every backup; a bucket is backed up by whoever runs it.

use std::{
    fs::File,
    io,
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use app::photos::model::Size;
use futures_util::TryStreamExt;
use object_store::{
    ClientOptions, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
};
use tokio::task::spawn_blocking;

use super::picture::Picture;
use crate::{
    backup::ATTACHMENTS,
    config::Configuration,
    durable,
    error::{Doing, StoreError},
};

/// What the names of pictures begin with; other attachments begin otherwise.
const PREFIX: &str = "photo-";

/// A store of pictures. Clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// Where they are on this machine's own disk, if they are.
    folder: Option<PathBuf>,
}

/// What is stored under one name.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The id and the digest of the picture.
    pub name: String,
    /// When it was written, in milliseconds since 1970.
    pub at_ms: i64,
    path: Path,
}

impl Store {
    /// The store that is set.
    pub fn open(configuration: &Configuration) -> Result<Self, StoreError> {
        let Some(bucket) = &configuration.s3_bucket else {
            return Self::in_folder(&configuration.data_dir.join(ATTACHMENTS));
        };
        // Without TLS only to this machine itself: the setting of the endpoint takes no other address.
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&configuration.s3_region)
            .with_client_options(ClientOptions::new().with_allow_http(true));
        if let Some(endpoint) = &configuration.s3_endpoint {
            builder = builder.with_endpoint(endpoint.as_str());
        }
        if let (Some(id), Some(key)) = (&configuration.s3_key_id, &configuration.s3_key) {
            builder = builder.with_access_key_id(id).with_secret_access_key(key.reveal());
        }
        let objects = Arc::new(builder.build().doing("open the store of attachments")?);
        Ok(Self { objects, folder: None })
    }

    /// A store in this folder, which is made when it is not there.
    pub fn in_folder(folder: &FilePath) -> Result<Self, StoreError> {
        durable::make_folder(folder)
            .map_err(|source| StoreError::File { doing: "make the folder of attachments", source })?;
        let store = LocalFileSystem::new_with_prefix(folder).doing("open the folder of attachments")?;
        Ok(Self { objects: Arc::new(store), folder: Some(folder.to_owned()) })
    }

    /// Stores a picture in both sizes.
    pub async fn put(&self, name: &str, picture: &Picture) -> Result<(), StoreError> {
        for size in Size::ALL {
            self.put_at(&path(name, size), picture.bytes(size).to_vec()).await?;
        }
        Ok(())
    }

    /// Stores a logo.
    pub async fn put_logo(&self, digest: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.put_at(&logo(digest), bytes).await
    }

    /// Stores bytes where a power failure does not reach them.
    async fn put_at(&self, path: &Path, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.objects.put(path, bytes.into()).await.doing("store a photo")?;
        if let Some(folder) = &self.folder {
            let file = folder.join(path.as_ref());
            let synced = spawn_blocking(move || {
                File::open(&file)?.sync_all()?;
                durable::sync_folder_of(&file)
            });
            let synced = synced.await.map_err(io::Error::other).flatten();
            synced.map_err(|source| StoreError::File { doing: "bring a photo to the disk", source })?;
        }
        Ok(())
    }

    /// The bytes of a picture; nothing where there is none of this name.
    pub async fn get(&self, name: &str, size: Size) -> Result<Option<Vec<u8>>, StoreError> {
        self.get_at(&path(name, size)).await
    }

    /// The bytes of a logo; nothing where there is none of this digest.
    pub async fn get_logo(&self, digest: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.get_at(&logo(digest)).await
    }

    async fn get_at(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        match self.objects.get(path).await {
            Ok(found) => Ok(Some(found.bytes().await.doing("read a photo")?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error).doing("read a photo"),
        }
    }

    /// All that is stored.
    pub async fn all(&self) -> Result<Vec<Stored>, StoreError> {
        let listed: Vec<_> = self.objects.list(None).try_collect().await.doing("list the photos")?;
        Ok(listed
            .into_iter()
            .filter_map(|it| {
                let name = it.location.filename()?.strip_prefix(PREFIX)?.rsplit_once('-')?.0.to_owned();
                Some(Stored { name, at_ms: it.last_modified.timestamp_millis(), path: it.location })
            })
            .collect())
    }

    /// Deletes what is stored under one name.
    pub async fn delete(&self, stored: &Stored) -> Result<(), StoreError> {
        match self.objects.delete(&stored.path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error).doing("delete a photo"),
        }
    }
}

fn logo(digest: &str) -> Path {
    Path::from(format!("logo-{digest}.png"))
}

fn path(name: &str, size: Size) -> Path {
    Path::from(format!("{PREFIX}{name}-{}.jpg", size.word()))
}
