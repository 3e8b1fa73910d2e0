//! The short form of a drawn path: whole numbers, each point said by its difference from the one before.

use std::fmt::Write as _;

/// A point of a drawing, in whole units of its view box.
pub type Dot = (i32, i32);

/// What goes into a path's `d`: each line closed if `closed`. Points that fall on the one before are left out, and
/// closed lines of fewer than three points with them.
pub fn d(lines: &[Vec<Dot>], closed: bool) -> String {
    let mut text = String::new();
    for line in lines {
        let mut points = line.clone();
        points.dedup();
        if closed && points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() < if closed { 3 } else { 2 } {
            continue;
        }
        let (x, y) = points[0];
        let _ = write!(text, "M{x}{}", after(y));
        let mut command = "l";
        for pair in points.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let first = if command.is_empty() { after(dx) } else { dx.to_string() };
            let _ = write!(text, "{command}{first}{}", after(dy));
            command = "";
        }
        if closed {
            text.push('z');
        }
    }
    text
}

/// A number that follows another: a minus sign separates by itself.
fn after(number: i32) -> String {
    if number < 0 { number.to_string() } else { format!(" {number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_written_by_differences_and_closed() {
        assert_eq!(d(&[vec![(10, 20), (15, 18), (15, 18), (-3, 18), (10, 20)]], true), "M10 20l5-2-18 0z");
    }

    #[test]
    fn an_open_line_stays_open() {
        assert_eq!(d(&[vec![(-1, -2), (0, 5)]], false), "M-1-2l1 7");
    }

    #[test]
    fn a_ring_that_fell_together_is_gone() {
        assert_eq!(d(&[vec![(1, 1), (1, 1), (2, 2), (1, 1)]], true), "");
    }
}
