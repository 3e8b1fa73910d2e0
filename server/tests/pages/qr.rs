//! Reads QR codes (ISO/IEC 18004), apart from what writes them: up to version 6, with nothing wrong in them.

/// What a code says: its squares line by line, true where dark.
pub(crate) fn read(squares: &[Vec<bool>]) -> String {
    let side = squares.len();
    assert!(squares.iter().all(|line| line.len() == side), "no square");
    let version = (side - 17) / 4;
    assert!(side == 17 + 4 * version && (1..=6).contains(&version), "{side}");
    let dark = |row: usize, column: usize| squares[row][column];
    // The format stands around the first finder, bit 14 first.
    let along = (0..6).map(|column| dark(8, column)).chain([dark(8, 7), dark(8, 8), dark(7, 8)]);
    let format =
        along.chain((0..6).rev().map(|row| dark(row, 8))).fold(0, |bits, it| bits << 1 | u32::from(it));
    let format = format ^ 0b101_0100_0001_0010;
    assert_eq!(format >> 13, 0, "level M");
    let mask = format >> 10 & 7;
    let flips = |row: usize, column: usize| match mask {
        0 => (row + column).is_multiple_of(2),
        1 => row.is_multiple_of(2),
        2 => column.is_multiple_of(3),
        3 => (row + column).is_multiple_of(3),
        4 => (row / 2 + column / 3).is_multiple_of(2),
        5 => row * column % 2 + row * column % 3 == 0,
        6 => (row * column % 2 + row * column % 3).is_multiple_of(2),
        _ => ((row + column) % 2 + row * column % 3).is_multiple_of(2),
    };
    let in_finder = |row: usize, column: usize| {
        (row < 9 && (column < 9 || column >= side - 8)) || (row >= side - 8 && column < 9)
    };
    let aligns = |at: usize| version > 1 && (side - 9..side - 4).contains(&at);
    let is_data = |row: usize, column: usize| {
        !in_finder(row, column) && row != 6 && column != 6 && !(aligns(row) && aligns(column))
    };
    // Pairs of columns from the right, by turns upwards and downwards; that of the clock is passed over.
    let mut bits = Vec::new();
    let rights = (0..side).rev().filter(|column| if *column > 6 { column % 2 == 0 } else { column % 2 == 1 });
    for (right, turn) in rights.zip(0..) {
        for step in 0..side {
            let row = if turn % 2 == 0 { side - 1 - step } else { step };
            for column in [right, right - 1] {
                if is_data(row, column) {
                    bits.push(dark(row, column) ^ flips(row, column));
                }
            }
        }
    }
    let words: Vec<u8> = bits
        .chunks_exact(8)
        .map(|bits| bits.iter().fold(0, |word, bit| word << 1 | u8::from(*bit)))
        .collect();
    let (blocks, long) = [(1, 16), (1, 28), (1, 44), (2, 32), (2, 43), (4, 27)][version - 1];
    let of_blocks = (0..blocks).flat_map(|block| (0..long).map(move |at| at * blocks + block));
    said(&of_blocks.map(|at| words[at]).collect::<Vec<_>>())
}

/// The text of a run of segments.
fn said(data: &[u8]) -> String {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut bits = data.iter().flat_map(|word| (0..8).rev().map(move |at| word >> at & 1));
    let mut take =
        |count: usize| (0..count).fold(0, |all, _| all << 1 | usize::from(bits.next().unwrap_or(0)));
    let mut text = Vec::new();
    loop {
        match take(4) {
            0b0001 => {
                let mut left = take(10);
                while left > 0 {
                    let digits = left.min(3);
                    let number = take([0, 4, 7, 10][digits]);
                    text.extend(format!("{number:0digits$}").into_bytes());
                    left -= digits;
                }
            }
            0b0010 => {
                let mut left = take(9);
                while left > 1 {
                    let pair = take(11);
                    text.extend([SIGNS[pair / 45], SIGNS[pair % 45]]);
                    left -= 2;
                }
                if left == 1 {
                    text.push(SIGNS[take(6)]);
                }
            }
            0b0100 => {
                for _ in 0..take(8) {
                    text.push(u8::try_from(take(8)).unwrap());
                }
            }
            _ => return String::from_utf8(text).unwrap(),
        }
    }
}

/// Whether a finder stands in the first line, from this column on.
pub(crate) fn has_finder(squares: &[Vec<bool>], column: usize) -> bool {
    let ring = |at: usize| [0, 6].contains(&at);
    let heart = |at: usize| (2..5).contains(&at);
    (0..7).all(|row| {
        (0..7).all(|at| squares[row][column + at] == (ring(row) || ring(at) || heart(row) && heart(at)))
    })
}

/// The squares that these rectangles cover, each with its left, top, width and height; those of one line may be joined.
pub(crate) fn squares(rectangles: &[[f64; 4]]) -> Vec<Vec<bool>> {
    let least = |of: fn(&[f64; 4]) -> f64| rectangles.iter().map(of).fold(f64::INFINITY, f64::min);
    let (left, top, unit) = (least(|it| it[0]), least(|it| it[1]), least(|it| it[3]));
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small whole numbers come out"
    )]
    let whole = |length: f64| (length / unit).round() as usize;
    let side = rectangles.iter().map(|it| whole(it[0] - left + it[2])).max().unwrap();
    let mut squares = vec![vec![false; side]; side];
    for [x, y, width, _] in rectangles {
        let (row, from) = (whole(y - top), whole(x - left));
        squares[row][from..from + whole(*width)].fill(true);
    }
    squares
}
