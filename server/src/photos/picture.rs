//! What a picture may be, and how it is drawn anew: nothing of the file that was sent is kept but what is seen.
//!
//! Position, time, camera and whatever else a file carries beside its pixels go, because only pixels are written.
//!
//! Invariant: a file cannot make this program take more than a bounded amount of memory; its size is known before it is
//! decoded.

use std::io::Cursor;

use app::photos::model::{MEGAPIXELS_MAX, PhotoFault, Size};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};
use sha2::{Digest as _, Sha256};

/// The most memory that decoding may take: 50 million pixels of eight bits, and what a decoder needs beside.
const DECODING_BYTES_MAX: u64 = 320 << 20;

/// The most pixels of either side.
const EDGE_MAX: u32 = 30_000;

/// The most pixels of either side of a logo, which is drawn 36 high: enough for the finest screens.
const LOGO_EDGE_MAX: u32 = 288;

/// Of 100: as good as a person sees on a screen.
const QUALITY: u8 = 82;

/// How much of the digest names a picture: 16 hexadecimal digits.
const DIGEST_BYTES: usize = 8;

/// A picture, drawn anew.
#[derive(Clone, Debug)]
pub struct Picture {
    /// As JPEG, to look at.
    pub large: Vec<u8>,
    /// As JPEG, for lists.
    pub small: Vec<u8>,
    /// Pixels of the large one from left to right.
    pub width: u32,
    /// Pixels of the large one from top to bottom.
    pub height: u32,
    /// The first digits of the SHA-256 of the large one.
    pub digest: String,
}

impl Picture {
    /// The bytes of one of its sizes.
    pub fn bytes(&self, size: Size) -> &[u8] {
        match size {
            Size::Large => &self.large,
            Size::Small => &self.small,
        }
    }
}

/// Draws the picture in this file anew, the way up that its camera was held, in both sizes.
pub fn draw_anew(file: &[u8]) -> Result<Picture, PhotoFault> {
    let seen = on_white(decode(file)?);
    let large = fitted(&seen, Size::Large);
    let small = fitted(&large, Size::Small);
    let (width, height) = large.dimensions();
    let (large, small) = (jpeg(&large)?, jpeg(&small)?);
    let digest = digest_of(&large);
    Ok(Picture { large, small, width, height, digest })
}

/// Draws a logo anew, as PNG, with what is see-through left so; with the first digits of its SHA-256.
pub fn draw_logo(file: &[u8]) -> Result<(Vec<u8>, String), PhotoFault> {
    let seen = decode(file)?;
    let fitted = match seen.width().max(seen.height()) {
        longest if longest <= LOGO_EDGE_MAX => seen,
        _ => seen.thumbnail(LOGO_EDGE_MAX, LOGO_EDGE_MAX),
    };
    let mut bytes = Vec::new();
    let drawn = fitted.into_rgba8();
    drawn.write_with_encoder(PngEncoder::new(&mut bytes)).map_err(|_| PhotoFault::NoPicture)?;
    let digest = digest_of(&bytes);
    Ok((bytes, digest))
}

fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..DIGEST_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decode(file: &[u8]) -> Result<DynamicImage, PhotoFault> {
    let unreadable = |_| PhotoFault::NoPicture;
    let mut reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| PhotoFault::NoPicture)?;
    // What it begins with says what it is, whatever it is called.
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(PhotoFault::NoPicture);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODING_BYTES_MAX);
    limits.max_image_width = Some(EDGE_MAX);
    limits.max_image_height = Some(EDGE_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(too_much)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > u64::from(MEGAPIXELS_MAX) * 1_000_000
        || decoder.total_bytes() > DECODING_BYTES_MAX
    {
        return Err(PhotoFault::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(too_much)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn too_much(error: image::ImageError) -> PhotoFault {
    match error {
        image::ImageError::Limits(_) => PhotoFault::TooManyPixels,
        _ => PhotoFault::NoPicture,
    }
}

/// What is see-through lies on white, as it would on paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let from = image.into_rgba8();
    RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let [red, green, blue, alpha] = from.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

/// Made smaller until it fits; what fits is left as it is.
fn fitted(image: &RgbImage, size: Size) -> RgbImage {
    let (width, height) = image.dimensions();
    let (edge, longest) = (u64::from(size.edge_max()), u64::from(width.max(height)));
    if longest <= edge {
        return image.clone();
    }
    let shorter = |side: u32| u32::try_from(u64::from(side) * edge / longest).unwrap_or(u32::MAX).max(1);
    image::imageops::thumbnail(image, shorter(width), shorter(height))
}

fn jpeg(image: &RgbImage) -> Result<Vec<u8>, PhotoFault> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
        .map_err(|_| PhotoFault::NoPicture)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder, codecs::webp::WebPEncoder};
    use proptest::prelude::*;

    use super::*;

    /// Left half red, right half blue.
    fn halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(
            width,
            height,
            |x, _| if x < width / 2 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) },
        )
    }

    fn as_jpeg(image: &RgbImage) -> Vec<u8> {
        jpeg(image).unwrap()
    }

    /// The file with an EXIF part behind its first marker: which way up, and where it was taken.
    fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1]);
        tiff.extend_from_slice(&orientation.to_be_bytes());
        tiff.extend_from_slice(&[0, 0]);
        // The model of the camera stands for all that must not stay.
        tiff.extend_from_slice(&[0x01, 0x10, 0, 2, 0, 0, 0, 20, 0, 0, 0, 38, 0, 0, 0, 0]);
        tiff.extend_from_slice(b"GPS 19.2438N 110.46E\0");
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &tiff, &jpeg[2..]].concat()
    }

    fn pixel(bytes: &[u8], x: u32, y: u32) -> [u8; 3] {
        image::load_from_memory(bytes).unwrap().into_rgb8().get_pixel(x, y).0
    }

    #[test]
    fn where_it_was_taken_is_dropped_and_the_way_up_is_kept() {
        let file = with_exif(&as_jpeg(&halves(80, 40)), 6);
        assert!(file.windows(4).any(|it| it == b"GPS "), "the file that is sent tells it");
        let picture = draw_anew(&file).unwrap();
        // A quarter turn to the right: what was left is on top.
        assert_eq!((picture.width, picture.height), (40, 80));
        assert!(pixel(&picture.large, 20, 5)[0] > 150, "red on top");
        assert!(pixel(&picture.large, 20, 75)[2] > 150, "blue below");
        for size in Size::ALL {
            let bytes = picture.bytes(size);
            assert!(!bytes.windows(4).any(|it| it == b"Exif" || it == b"GPS "));
        }
    }

    #[test]
    fn what_is_large_is_made_smaller_and_keeps_its_shape() {
        let picture = draw_anew(&as_jpeg(&halves(3_200, 800))).unwrap();
        assert_eq!((picture.width, picture.height), (1_600, 400));
        let small = image::load_from_memory(&picture.small).unwrap();
        assert_eq!((small.width(), small.height()), (400, 100));
        let line = draw_anew(&as_jpeg(&halves(5_000, 1))).unwrap();
        assert_eq!((line.width, line.height), (1_600, 1));
    }

    #[test]
    fn png_and_webp_are_taken_and_what_is_see_through_lies_on_white() {
        let clear = vec![0; 4 * 10 * 10];
        let mut png = Vec::new();
        PngEncoder::new(&mut png).write_image(&clear, 10, 10, ExtendedColorType::Rgba8).unwrap();
        let mut webp = Vec::new();
        WebPEncoder::new_lossless(&mut webp).write_image(&clear, 10, 10, ExtendedColorType::Rgba8).unwrap();
        for file in [png, webp] {
            let picture = draw_anew(&file).unwrap();
            assert!(pixel(&picture.large, 5, 5).iter().all(|it| *it > 250));
        }
    }

    #[test]
    fn a_logo_keeps_what_is_see_through() {
        let mut png = Vec::new();
        PngEncoder::new(&mut png)
            .write_image(&vec![0; 4 * 600 * 300], 600, 300, ExtendedColorType::Rgba8)
            .unwrap();
        let (bytes, digest) = draw_logo(&png).unwrap();
        let drawn = image::load_from_memory(&bytes).unwrap();
        assert_eq!((drawn.width(), drawn.height(), digest.len()), (288, 144, 16));
        assert_eq!(drawn.into_rgba8().get_pixel(5, 5).0[3], 0);
        assert_eq!(draw_logo(b"<svg/>").unwrap_err(), PhotoFault::NoPicture);
    }

    #[test]
    fn what_is_no_picture_is_told_so() {
        let whole = as_jpeg(&halves(64, 64));
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        for file in [&b""[..], b"MZ\x90\0", b"%PDF-1.7", gif, svg, &whole[..20], &b"\xff\xd8\xff\xe0"[..]] {
            assert_eq!(draw_anew(file).unwrap_err(), PhotoFault::NoPicture);
        }
    }

    #[test]
    fn a_small_file_with_many_pixels_is_refused_before_it_is_decoded() {
        // The head of a PNG that says 60,000 by 60,000; of its pixels there is nothing.
        let bomb = |width: u32, height: u32| {
            let mut head = b"IHDR".to_vec();
            head.extend_from_slice(&width.to_be_bytes());
            head.extend_from_slice(&height.to_be_bytes());
            head.extend_from_slice(&[8, 2, 0, 0, 0]);
            let mut crc = flate2::Crc::new();
            crc.update(&head);
            let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
            file.extend_from_slice(&head);
            file.extend_from_slice(&crc.sum().to_be_bytes());
            file.extend_from_slice(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
            file
        };
        for (width, height) in [(60_000, 60_000), (10_000, 10_000), (30_001, 1)] {
            assert_eq!(draw_anew(&bomb(width, height)).unwrap_err(), PhotoFault::TooManyPixels, "{width}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_file_with_any_byte_changed_is_drawn_or_refused(at in 0_usize..600, to in any::<u8>(), cut in 0_usize..700) {
            let mut file = as_jpeg(&halves(48, 32));
            let last = file.len() - 1;
            file[at.min(last)] = to;
            file.truncate(file.len() - cut.min(last));
            if let Ok(picture) = draw_anew(&file) {
                prop_assert!(picture.width <= 1_600 && picture.height <= 1_600);
            }
        }
    }
}
