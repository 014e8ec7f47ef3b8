//! Another number of lanes: the rows of a deployment that stands still move to lanes of the next generation.
//!
//! The topics between the stages and their changelogs are made anew under another name, and what subscribers read is not
//! touched. Until everything is written and was read back the former topics are there as they were; then they are
//! deleted, so that nobody goes on with them. Each step may end anywhere and be done again.

mod cluster;
mod deployment;
mod failure;
mod former;
mod latter;
mod quiet;
mod shelf;
mod stands;
mod step;

use std::path::PathBuf;

use super::config::KafkaConfig;
use super::topics::{self, Shape, TopicSpec};
use crate::domain::stage::StageName;
use crate::runtime::failpoint::{self, FailPoint};
use crate::stages::assess::AssessState;
use crate::stages::cases::CaseState;
use crate::stages::resolve::ResolveState;
use deployment::Deployment;
pub use failure::Failure;
use latter::Scribe;
use shelf::Shelf;
use stands::{same_stands, stands};
use step::Step;

/// What is to be done.
pub struct Job {
    /// The deployment as it is.
    pub before: KafkaConfig,
    /// The deployment as it will be: another number of partitions, and the next generation.
    pub after: KafkaConfig,
    /// Every topic of the deployment as it will be.
    pub specs: Vec<TopicSpec>,
    /// How topics are made.
    pub shape: Shape,
    /// The folder.
    pub dir: PathBuf,
}

/// Moves the rows of every lane to the lanes of the next generation. `tell` hears what is being done.
///
/// # Errors
/// What keeps it from being done: all of it at once, as far as it can be known at once.
pub fn repartition(job: &Job, tell: &mut dyn FnMut(String)) -> Result<(), Failure> {
    let shelf = Shelf::open(&job.dir)?;
    let former = Deployment::of(&job.before)?;
    job.claim(&former.cluster()?, &shelf)?;
    let step = Step::of(&shelf)?;
    if step == Step::Done {
        return Ok(());
    }
    if step == Step::Begun {
        job.is_ready(&former, &shelf, tell)?;
        job.deal_out(&former, &shelf, tell)?;
        job.settle(&former, &shelf, tell)?;
        Step::Written.reached(&shelf)?;
    }
    job.leave(&former, &shelf, tell)?;
    Step::Done.reached(&shelf)
}

impl Job {
    /// Deletes the former topics, unless somebody has gone on with them. What is there is whole until the first is gone.
    fn leave(&self, former: &Deployment, shelf: &Shelf, tell: &mut dyn FnMut(String)) -> Result<(), Failure> {
        let members = former.members(tell)?;
        if !members.is_empty() {
            return Err(Failure::Busy(members));
        }
        let names = || {
            self.keyed()
                .map(|spec| former.names.full(spec.topic).into_owned())
        };
        if former.have(names())? {
            let unread = former.unread(&former.standings()?)?;
            if !unread.is_empty() {
                return Err(Failure::Busy(unread));
            }
            same_stands(shelf, &stands(former)?)?;
        }
        tell("deleting the topics of the former lanes".into());
        failpoint::pass(FailPoint::BeforeRemoval);
        let gone: Vec<String> = names().collect();
        topics::remove(&self.before, &gone).map_err(|lines| Failure::Unreachable(lines.join("\n")))
    }

    /// The new topics.
    fn keyed(&self) -> impl Iterator<Item = &TopicSpec> {
        self.specs.iter().filter(|spec| spec.topic.is_keyed())
    }

    /// The folder is empty, or of this very job on this very cluster.
    fn claim(&self, cluster: &str, shelf: &Shelf) -> Result<(), Failure> {
        let (before, after) = (&self.before, &self.after);
        let plan = format!(
            "cluster {cluster}\napp {}\nprefix {}\nlanes {} to {}\ngeneration {} to {}\n",
            before.app,
            before.prefix,
            before.partitions,
            after.partitions,
            before.generation,
            after.generation
        );
        match shelf.note("plan")? {
            Some(found) if found == plan => Ok(()),
            Some(found) => {
                let found = found.trim().replace('\n', ", ");
                let wanted = plan.trim().replace('\n', ", ");
                Err(Failure::Usage(format!(
                    "the folder is of another repartition ({found}), not of this one ({wanted}): give another folder, or \
                     the settings of then"
                )))
            }
            None if shelf.is_empty()? => shelf.put("plan", &plan),
            None => Err(Failure::Usage(format!(
                "{} holds other files: give an empty folder",
                self.dir.display()
            ))),
        }
    }

    /// Whether the deployment stands still and is as the settings say: everything that keeps it from that.
    fn is_ready(
        &self,
        former: &Deployment,
        shelf: &Shelf,
        tell: &mut dyn FnMut(String),
    ) -> Result<(), Failure> {
        let mut busy = former.members(tell)?;
        let mut misfits = former.misfits()?;
        if misfits.is_empty() {
            busy.extend(former.unread(&former.standings()?)?);
        }
        misfits.extend(self.strangers(shelf)?);
        match (misfits.is_empty(), busy.is_empty()) {
            (true, true) => same_stands(shelf, &stands(former)?),
            (true, false) => Err(Failure::Busy(busy)),
            (false, _) => {
                misfits.extend(busy);
                Err(Failure::Config(misfits))
            }
        }
    }

    /// Topics of the next generation that are not of this job.
    fn strangers(&self, shelf: &Shelf) -> Result<Vec<String>, Failure> {
        if shelf.note("topics")?.is_some() {
            return Ok(Vec::new());
        }
        let specs = self.keyed().cloned().collect();
        let found = topics::compare(&self.after, specs).map_err(Failure::Unreachable)?;
        let there = found.iter().filter(|finding| !finding.is_missing());
        let line = |finding: &topics::Finding| {
            format!(
                "topic {} is there already, and not made by this repartition: delete it",
                finding.spec.name
            )
        };
        Ok(there.map(line).collect())
    }

    fn deal_out(
        &self,
        former: &Deployment,
        shelf: &Shelf,
        tell: &mut dyn FnMut(String),
    ) -> Result<(), Failure> {
        let mut problems = Vec::new();
        let after = self.after.partitions;
        for stage in StageName::ALL {
            tell(format!(
                "{}: reading {} lanes",
                stage.name(),
                self.before.partitions
            ));
            problems.extend(match stage {
                // It keeps no rows, and its lanes are those of the feeds.
                StageName::Intake => Vec::new(),
                StageName::Resolve => former::deal_out::<ResolveState>(former, shelf, stage, after)?,
                StageName::Assess => former::deal_out::<AssessState>(former, shelf, stage, after)?,
                StageName::Cases => former::deal_out::<CaseState>(former, shelf, stage, after)?,
            });
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::Config(problems))
        }
    }

    /// New topics have at least the copies that the former have.
    fn shape(&self, former: &Deployment) -> Result<Shape, Failure> {
        let names = self
            .keyed()
            .map(|spec| former.names.full(spec.topic).into_owned());
        let replication = former.replication(names)?.max(self.shape.replication);
        Ok(Shape {
            replication,
            ..self.shape
        })
    }

    fn settle(
        &self,
        former: &Deployment,
        shelf: &Shelf,
        tell: &mut dyn FnMut(String),
    ) -> Result<(), Failure> {
        // From here on they are this job's own.
        shelf.put("topics", "")?;
        let specs: Vec<TopicSpec> = self.keyed().cloned().collect();
        topics::create(&self.after, &specs, self.shape(former)?)
            .map_err(|lines| Failure::Unreachable(lines.join("\n")))?;
        let latter = Deployment::of(&self.after)?;
        let misfits = latter.misfits()?;
        if !misfits.is_empty() {
            return Err(Failure::Config(misfits));
        }
        let mut scribe = Scribe::new(&latter)?;
        for stage in StageName::keyed() {
            tell(format!(
                "{}: writing {} lanes",
                stage.name(),
                self.after.partitions
            ));
            let mut history = latter.history(stage);
            let mut joined = 0;
            for lane in 0..self.after.partitions {
                let place = (stage, self.before.partitions, lane);
                joined += match stage {
                    StageName::Intake => 0,
                    StageName::Resolve => {
                        latter::settle::<ResolveState>(&mut scribe, &mut history, shelf, place)?
                    }
                    StageName::Assess => {
                        latter::settle::<AssessState>(&mut scribe, &mut history, shelf, place)?
                    }
                    StageName::Cases => latter::settle::<CaseState>(&mut scribe, &mut history, shelf, place)?,
                };
                failpoint::pass(FailPoint::AfterImport);
            }
            if joined > 0 {
                tell(format!(
                    "{}: {joined} rows that two lanes held are one",
                    stage.name()
                ));
            }
        }
        Ok(())
    }
}
