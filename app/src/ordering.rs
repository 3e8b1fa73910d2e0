//! Sorting, by one routine for everything.
//!
//! The library makes its own anew for each type that is sorted and each way to compare it, which is a kilobyte of the
//! field app's download every time. Here places are sorted, and the things follow them. Pure.

use std::cmp::Ordering;

/// Sorts; equal things keep their order.
pub fn sort_by<T>(things: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(things.len(), &|one, other| compare(&things[one], &things[other]));
    let mut taken: Vec<Option<T>> = std::mem::take(things).into_iter().map(Some).collect();
    things.extend(order.into_iter().filter_map(|place| taken[place].take()));
}

/// Sorts things that have an order of their own.
pub fn sort<T: Ord>(things: &mut Vec<T>) {
    sort_by(things, T::cmp);
}

fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    order
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_library_does(things in vec((0_u8..9, 0_u8..9), 0..80)) {
            let (mut here, mut there) = (things.clone(), things);
            sort_by(&mut here, |one, other| other.0.cmp(&one.0));
            there.sort_by_key(|it| std::cmp::Reverse(it.0));
            prop_assert_eq!(&here, &there);
            sort(&mut here);
            there.sort();
            prop_assert_eq!(here, there);
        }
    }
}
