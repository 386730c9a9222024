//! Maps that know which of their things were touched while somebody watches, so that no change can be forgotten.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use serde::{Deserialize, Serialize};

/// What is kept of a touched thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Touch {
    /// It was not there before.
    pub(crate) made: bool,
    /// Who alone may know of it.
    pub(crate) only_for: Option<u64>,
}

impl Touch {
    /// Both of two touches of one thing, `self` the earlier one.
    pub(crate) fn and(self, later: Self) -> Self {
        Self {
            made: self.made || later.made,
            only_for: later.only_for,
        }
    }
}

/// Something that is kept in a [`Tracked`] map.
pub(crate) trait Traced {
    /// The only person who may ever know of it; `None` when that depends on other things.
    fn only_for(&self) -> Option<u64> {
        None
    }
}

/// A map that is read like a `BTreeMap`. While it is watched it notes the key of each value that is lent out for
/// changes, put in or taken out; otherwise that costs one comparison.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Tracked<K: Ord, V> {
    things: BTreeMap<K, V>,
    /// `None` while nobody watches.
    #[serde(skip)]
    touched: Option<BTreeMap<K, Touch>>,
    /// What changed since it was saved last, whether or not others may know; `None` while nobody saves.
    #[serde(skip)]
    unsaved: Option<BTreeSet<K>>,
}

impl<K: Ord, V> Default for Tracked<K, V> {
    fn default() -> Self {
        Self {
            things: BTreeMap::new(),
            touched: None,
            unsaved: None,
        }
    }
}

impl<K: Ord, V> Deref for Tracked<K, V> {
    type Target = BTreeMap<K, V>;

    fn deref(&self) -> &Self::Target {
        &self.things
    }
}

impl<K: Ord + Copy, V: Traced> Tracked<K, V> {
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let thing = self.things.get_mut(key)?;
        note(&mut self.touched, *key, false, thing);
        changed(&mut self.unsaved, *key);
        Some(thing)
    }

    pub(crate) fn insert(&mut self, key: K, thing: V) -> Option<V> {
        if self.touched.is_some() {
            let made = !self.things.contains_key(&key);
            note(&mut self.touched, key, made, &thing);
        }
        changed(&mut self.unsaved, key);
        self.things.insert(key, thing)
    }

    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let thing = self.things.remove(key)?;
        note(&mut self.touched, *key, false, &thing);
        changed(&mut self.unsaved, *key);
        Some(thing)
    }

    /// Notes from now on what is touched, or no longer.
    pub(crate) fn watch(&mut self, watched: bool) {
        self.touched = watched.then(|| self.touched.take().unwrap_or_default());
    }

    /// What was touched since the last time; everything when nobody watched until now. From now on it is watched.
    pub(crate) fn take_touched(&mut self) -> BTreeMap<K, Touch> {
        self.touched.replace(BTreeMap::new()).unwrap_or_else(|| {
            let all = self.things.iter();
            all.map(|(key, thing)| (*key, touch(false, thing)))
                .collect()
        })
    }

    /// The keys of what changed since the last time; `None` when nobody asked before. From now on it is noted.
    pub(crate) fn take_unsaved(&mut self) -> Option<BTreeSet<K>> {
        self.unsaved.replace(BTreeSet::new())
    }

    /// What changed is not known any more: the next save asks for everything.
    pub(crate) fn forget_unsaved(&mut self) {
        self.unsaved = None;
    }

    /// All values, to be changed without anybody being told.
    pub(crate) fn all_quietly(&mut self) -> impl Iterator<Item = &mut V> {
        self.forget_unsaved();
        self.things.values_mut()
    }

    /// A value that may be changed without anybody being told.
    pub(crate) fn get_quietly(&mut self, key: &K) -> Option<&mut V> {
        changed(&mut self.unsaved, *key);
        self.things.get_mut(key)
    }
}

fn changed<K: Ord>(unsaved: &mut Option<BTreeSet<K>>, key: K) {
    if let Some(unsaved) = unsaved {
        unsaved.insert(key);
    }
}

fn touch(made: bool, thing: &impl Traced) -> Touch {
    Touch {
        made,
        only_for: thing.only_for(),
    }
}

fn note<K: Ord>(touched: &mut Option<BTreeMap<K, Touch>>, key: K, made: bool, thing: &impl Traced) {
    if let Some(touched) = touched {
        let new = touch(made, thing);
        touched
            .entry(key)
            .and_modify(|known| *known = known.and(new))
            .or_insert(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Traced for u8 {}

    fn keys(map: &mut Tracked<u64, u8>) -> Vec<(u64, bool)> {
        let touched = map.take_touched().into_iter();
        touched.map(|(key, touch)| (key, touch.made)).collect()
    }

    #[test]
    fn every_way_to_change_a_watched_map_is_noted() {
        let mut map = Tracked::default();
        map.insert(1, 10);
        map.insert(2, 20);
        map.watch(true);
        assert_eq!(keys(&mut map), []);
        map.insert(1, 11);
        map.insert(3, 30);
        assert_eq!(keys(&mut map), [(1, false), (3, true)]);
        assert_eq!(
            map.get_mut(&2).map(|found| std::mem::replace(found, 21)),
            Some(20)
        );
        assert_eq!(map.get_mut(&9), None);
        assert_eq!(keys(&mut map), [(2, false)]);
        assert_eq!((map.remove(&2), map.remove(&9)), (Some(21), None));
        assert_eq!(keys(&mut map), [(2, false)]);
        assert_eq!(map.get(&1), Some(&11));
        assert_eq!(keys(&mut map), []);
    }

    #[test]
    fn every_way_to_change_a_map_is_noted_for_the_next_save() {
        let mut map: Tracked<u64, u8> = Tracked::default();
        map.insert(1, 10);
        assert_eq!(map.take_unsaved(), None, "who comes late gets all");
        let mut changes = |change: &dyn Fn(&mut Tracked<u64, u8>)| {
            change(&mut map);
            map.take_unsaved().map(Vec::from_iter)
        };
        assert_eq!(changes(&|_| ()), Some(vec![]));
        assert_eq!(
            changes(&|map| {
                map.insert(2, 20);
            }),
            Some(vec![2])
        );
        let lend = |map: &mut Tracked<u64, u8>| *map.get_mut(&1).unwrap() = 11;
        assert_eq!(changes(&lend), Some(vec![1]));
        let quietly = |map: &mut Tracked<u64, u8>| *map.get_quietly(&2).unwrap() = 21;
        assert_eq!(changes(&quietly), Some(vec![2]));
        assert_eq!(
            changes(&|map| {
                map.remove(&1);
            }),
            Some(vec![1])
        );
        assert_eq!(changes(&|map| map.all_quietly().for_each(|_| ())), None);
        assert_eq!(changes(&|_| ()), Some(vec![]));
    }

    #[test]
    fn what_nobody_watches_is_not_noted_and_whoever_comes_late_gets_all() {
        let mut map = Tracked::default();
        map.insert(1, 10);
        assert_eq!(map.touched, None);
        assert_eq!(keys(&mut map), [(1, false)]);
        map.insert(2, 20);
        map.watch(false);
        map.watch(true);
        assert_eq!(keys(&mut map), []);
    }

    #[test]
    fn a_thing_that_is_made_and_changed_is_still_new() {
        let mut map = Tracked::default();
        map.watch(true);
        map.insert(1, 10);
        map.get_mut(&1);
        assert_eq!(keys(&mut map), [(1, true)]);
    }
}
