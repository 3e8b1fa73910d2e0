//! In which order things are computed, and what can never be, because it needs itself. Pure.

use super::{Checker, Place, Wrong};
use crate::forms::form::{NodeId, Rule};

impl Checker {
    /// Every node after all that it needs. What is in a cycle is told: each by a way around it.
    pub(super) fn order(&mut self) -> Vec<NodeId> {
        for at in 0..self.nodes.len() {
            let node = &mut self.nodes[at];
            node.needs.sort_unstable();
            node.needs.dedup();
            let id = NodeId(u32::try_from(at).unwrap_or(u32::MAX));
            for needed in self.nodes[at].needs.clone() {
                self.nodes[needed.index()].needed_by.push(id);
            }
        }
        let mut wave = Wave::new(self);
        let mut path: Vec<usize> = Vec::new();
        let mut start = 0;
        loop {
            wave.advance();
            // Each of the path needs the next, so whatever is done stands at its end.
            while path.last().is_some_and(|last| wave.done[*last]) {
                path.pop();
            }
            // Everything left needs something left. From any of it the way leads back into a cycle.
            let here = match path.last() {
                Some(last) => *last,
                None => {
                    while wave.done.get(start) == Some(&true) {
                        start += 1;
                    }
                    if start >= wave.done.len() {
                        break;
                    }
                    path.push(start);
                    wave.on_path[start] = true;
                    start
                }
            };
            let Some(next) = wave.unmet(here) else { break };
            if !wave.on_path[next] {
                wave.on_path[next] = true;
                path.push(next);
                continue;
            }
            let begin = path.iter().position(|at| *at == next).unwrap_or(0);
            let cycle = path.split_off(begin);
            for at in &cycle {
                wave.on_path[*at] = false;
                wave.finish(*at);
            }
            wave.cycles.push(cycle);
        }
        let Wave { order, cycles, .. } = wave;
        for cycle in cycles {
            let mut names: Vec<String> = cycle.iter().filter_map(|at| self.named(*at)).collect();
            names.dedup();
            if names.len() > 1 && names.first() == names.last() {
                names.pop();
            }
            names.extend(names.first().cloned());
            let place = cycle.iter().find_map(|at| self.place_of(*at)).unwrap_or_default();
            self.fault(&place, Wrong::Cycle(names));
        }
        for (rank, id) in order.iter().enumerate() {
            self.nodes[id.index()].rank = u32::try_from(rank).unwrap_or(u32::MAX);
        }
        order
    }

    /// The group or question that a node is about.
    fn named(&self, node: usize) -> Option<String> {
        match self.nodes[node].rule {
            Rule::GroupShown(group, _) | Rule::Turns(group) => Some(self.groups[group].0.clone()),
            Rule::FieldShown(field, _)
            | Rule::Typed(field)
            | Rule::Calculated(field, _)
            | Rule::Required(field, _)
            | Rule::Fault(field) => Some(self.sketches[field].name.clone()),
            Rule::Truth(_) | Rule::Term(_) | Rule::Fold(..) | Rule::Done(..) => None,
        }
    }

    fn place_of(&self, node: usize) -> Option<Place> {
        match self.nodes[node].rule {
            Rule::GroupShown(group, _) => {
                Some(Place::new(format!("groups[{group}]"), &self.groups[group].0).part("shown_if"))
            }
            Rule::FieldShown(field, _) | Rule::Typed(field) | Rule::Calculated(field, _) => {
                let sketch = &self.sketches[field];
                let first = self.sketches.iter().position(|it| it.group == sketch.group).unwrap_or(field);
                let path = format!("groups[{}].fields[{}]", sketch.group, field - first);
                let part = match self.nodes[node].rule {
                    Rule::FieldShown(..) => "shown_if",
                    Rule::Typed(_) => "default",
                    _ => "calculated",
                };
                Some(Place::new(path, &sketch.name).part(part))
            }
            _ => None,
        }
    }
}

/// How far the order has come.
struct Wave {
    /// What each needs, also when the form is opened.
    needs: Vec<Vec<usize>>,
    needed_by: Vec<Vec<usize>>,
    /// How many of the needs of each are not done.
    open: Vec<usize>,
    /// Up to where the needs of each are known to be done.
    looked: Vec<usize>,
    done: Vec<bool>,
    on_path: Vec<bool>,
    ready: std::collections::VecDeque<usize>,
    order: Vec<NodeId>,
    cycles: Vec<Vec<usize>>,
}

impl Wave {
    fn new(checker: &Checker) -> Self {
        let count = checker.nodes.len();
        let needs: Vec<Vec<usize>> = checker
            .nodes
            .iter()
            .map(|node| node.needs.iter().chain(&node.opens_with).map(|id| id.index()).collect())
            .collect();
        let mut needed_by = vec![Vec::new(); count];
        for (at, needed) in needs.iter().enumerate() {
            for need in needed {
                needed_by[*need].push(at);
            }
        }
        let open: Vec<usize> = needs.iter().map(Vec::len).collect();
        let ready = (0..count).filter(|at| open[*at] == 0).collect();
        let (order, cycles) = (Vec::with_capacity(count), Vec::new());
        let flags = || vec![false; count];
        Self {
            looked: vec![0; count],
            needs,
            needed_by,
            open,
            done: flags(),
            on_path: flags(),
            ready,
            order,
            cycles,
        }
    }

    /// Does everything that can be done.
    fn advance(&mut self) {
        while let Some(at) = self.ready.pop_front() {
            self.finish(at);
        }
    }

    fn finish(&mut self, at: usize) {
        if std::mem::replace(&mut self.done[at], true) {
            return;
        }
        self.order.push(NodeId(u32::try_from(at).unwrap_or(u32::MAX)));
        for by in std::mem::take(&mut self.needed_by[at]) {
            self.open[by] = self.open[by].saturating_sub(1);
            if self.open[by] == 0 {
                self.ready.push_back(by);
            }
        }
    }

    /// Something that this needs and that is not done.
    fn unmet(&mut self, at: usize) -> Option<usize> {
        let looked = &mut self.looked[at];
        while let Some(need) = self.needs[at].get(*looked) {
            if !self.done[*need] {
                return Some(*need);
            }
            *looked += 1;
        }
        None
    }
}
