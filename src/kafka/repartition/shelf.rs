//! The folder of a repartition: what it has come to, and the rows of every former lane, split by the lane they go to.
//! What is there under its own name is whole: it was written beside, brought to the disk, and renamed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::domain::stage::StageName;
use crate::domain::time::Time;

/// The folder.
pub(super) struct Shelf {
    dir: PathBuf,
}

/// Takes a key and a value.
type Take<'a> = dyn FnMut(&[u8], &[u8]) -> Result<(), Failure> + 'a;

/// The longest key or value that is believed.
const LONGEST: u32 = 64 * 1024 * 1024;

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Folder(format!("{}: {error}", path.display()))
}

fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

impl Shelf {
    /// The folder at this path, made if it is not there.
    pub(super) fn open(dir: &Path) -> Result<Self, Failure> {
        // It holds state in the clear.
        let mut make = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
        make.recursive(true)
            .create(dir)
            .map_err(|error| failed(dir, &error))?;
        Ok(Self { dir: dir.into() })
    }

    /// Whether nothing is in it but what was never finished.
    pub(super) fn is_empty(&self) -> Result<bool, Failure> {
        let entries = fs::read_dir(&self.dir).map_err(|error| failed(&self.dir, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| failed(&self.dir, &error))?;
            if entry
                .path()
                .extension()
                .is_none_or(|extension| extension != "new")
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The note of this name, if there is one.
    pub(super) fn note(&self, name: &str) -> Result<Option<String>, Failure> {
        let path = self.dir.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&path, &error)),
        }
    }

    /// Sets the note of this name.
    pub(super) fn put(&self, name: &str, text: &str) -> Result<(), Failure> {
        let (path, beside) = (self.dir.join(name), self.dir.join(format!("{name}.new")));
        let written = || -> io::Result<()> {
            let mut file = File::create(&beside)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &path)?;
            sync(&self.dir)
        };
        written().map_err(|error| failed(&path, &error))
    }

    fn place(&self, stage: StageName, lane: i32) -> PathBuf {
        self.dir.join(format!("{}-{lane}", stage.name()))
    }

    /// Whether the rows of this former lane are there.
    pub(super) fn has(&self, stage: StageName, lane: i32) -> bool {
        self.place(stage, lane).is_dir()
    }

    /// Begins to put the rows of a former lane there.
    pub(super) fn begin(&self, stage: StageName, lane: i32) -> Result<Putting<'_>, Failure> {
        let place = self.place(stage, lane);
        let beside = place.with_extension("new");
        let made = || -> io::Result<()> {
            if beside.exists() {
                fs::remove_dir_all(&beside)?;
            }
            fs::create_dir(&beside)
        };
        made().map_err(|error| failed(&beside, &error))?;
        Ok(Putting {
            shelf: self,
            place,
            beside,
            files: BTreeMap::new(),
            failed: None,
        })
    }

    /// What stands of a former lane besides its rows.
    pub(super) fn dealt(&self, stage: StageName, lane: i32) -> Result<Dealt, Failure> {
        let path = self.place(stage, lane).join("lane");
        let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        Dealt::read(&text).ok_or_else(|| Failure::Folder(format!("{}: not of this form", path.display())))
    }

    /// Hands over what a former lane dealt to a new one, in order.
    pub(super) fn rows(
        &self,
        (stage, lane, to): (StageName, i32, i32),
        wanted: u64,
        take: &mut Take<'_>,
    ) -> Result<(), Failure> {
        if wanted == 0 {
            return Ok(());
        }
        let path = self.place(stage, lane).join(to.to_string());
        let file = File::open(&path).map_err(|error| failed(&path, &error))?;
        let mut file = BufReader::new(file);
        for _ in 0..wanted {
            let key = part(&mut file).map_err(|error| failed(&path, &error))?;
            let value = part(&mut file).map_err(|error| failed(&path, &error))?;
            take(&key, &value)?;
        }
        Ok(())
    }
}

fn part(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not of this form"));
    }
    let mut bytes = vec![0; length as usize];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn put_part(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(bytes)
}

/// What stands of a former lane besides its rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dealt {
    /// Lane time; `None` if it has never settled anything.
    pub(super) time: Option<Time>,
    /// Records by the lane they go to; those that get none are left out.
    pub(super) records: BTreeMap<i32, u64>,
}

impl Dealt {
    fn text(&self) -> String {
        let time = self
            .time
            .map_or_else(|| "never".to_owned(), |time| time.0.to_string());
        let records = self
            .records
            .iter()
            .map(|(lane, records)| format!("{lane} {records}\n"));
        format!("{time}\n{}", records.collect::<String>())
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let time = match lines.next()? {
            "never" => None,
            time => Some(Time(time.parse().ok()?)),
        };
        let record = |line: &str| {
            let (lane, records) = line.split_once(' ')?;
            Some((lane.parse().ok()?, records.parse().ok()?))
        };
        let records = lines.map(record).collect::<Option<_>>()?;
        Some(Self { time, records })
    }
}

/// The rows of a former lane on their way into the folder.
pub(super) struct Putting<'s> {
    shelf: &'s Shelf,
    place: PathBuf,
    beside: PathBuf,
    files: BTreeMap<i32, (BufWriter<File>, u64)>,
    failed: Option<io::Error>,
}

impl Putting<'_> {
    /// Adds a record for this new lane. What goes wrong is told in the end.
    pub(super) fn add(&mut self, lane: i32, key: &[u8], value: &[u8]) {
        if self.failed.is_none() {
            self.failed = self.try_add(lane, key, value).err();
        }
    }

    fn try_add(&mut self, lane: i32, key: &[u8], value: &[u8]) -> io::Result<()> {
        if !self.files.contains_key(&lane) {
            let file = File::create_new(self.beside.join(lane.to_string()))?;
            self.files.insert(lane, (BufWriter::new(file), 0));
        }
        if let Some((file, records)) = self.files.get_mut(&lane) {
            put_part(file, key)?;
            put_part(file, value)?;
            *records += 1;
        }
        Ok(())
    }

    /// All rows are there: they are on the disk, and then under their name.
    pub(super) fn finish(mut self, time: Option<Time>) -> Result<(), Failure> {
        let place = self.place.clone();
        let failed = self.failed.take().map_or(Ok(()), Err);
        failed
            .and_then(|()| self.try_finish(time))
            .map_err(|error| self::failed(&place, &error))
    }

    fn try_finish(self, time: Option<Time>) -> io::Result<()> {
        let mut records = BTreeMap::new();
        for (lane, (file, count)) in self.files {
            file.into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all()?;
            records.insert(lane, count);
        }
        let mut file = File::create_new(self.beside.join("lane"))?;
        file.write_all(Dealt { time, records }.text().as_bytes())?;
        file.sync_all()?;
        sync(&self.beside)?;
        fs::rename(&self.beside, &self.place)?;
        sync(&self.shelf.dir)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_reads_back_and_what_was_not_finished_is_not_there() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(&dir.path().join("a/b")).unwrap();
        fs::write(dir.path().join("a/b/step.new"), "torn").unwrap();
        assert!(shelf.is_empty().unwrap());
        assert_eq!(shelf.note("step").unwrap(), None);
        shelf.put("step", "one").unwrap();
        shelf.put("step", "two").unwrap();
        assert_eq!(shelf.note("step").unwrap().as_deref(), Some("two"));
        assert!(!shelf.is_empty().unwrap());
        let stage = StageName::Assess;
        let mut left = shelf.begin(stage, 3).unwrap();
        left.add(1, b"k", b"torn");
        drop(left);
        assert!(!shelf.has(stage, 3));
        let mut putting = shelf.begin(stage, 3).unwrap();
        for (lane, value) in [(1, b"a"), (9, b"b"), (1, b"c")] {
            putting.add(lane, b"k", value);
        }
        putting.finish(Some(Time(7))).unwrap();
        assert!(shelf.has(stage, 3));
        let dealt = shelf.dealt(stage, 3).unwrap();
        assert_eq!(
            (dealt.time, dealt.records),
            (Some(Time(7)), [(1, 2), (9, 1)].into())
        );
        let mut found = Vec::new();
        let mut take = |key: &[u8], value: &[u8]| {
            found.push((key.to_vec(), value.to_vec()));
            Ok(())
        };
        shelf.rows((stage, 3, 1), 2, &mut take).unwrap();
        shelf.rows((stage, 3, 2), 0, &mut take).unwrap();
        assert_eq!(
            found,
            [(b"k".to_vec(), b"a".to_vec()), (b"k".to_vec(), b"c".to_vec())]
        );
        assert!(
            shelf.rows((stage, 3, 9), 2, &mut |_, _| Ok(())).is_err(),
            "fewer than were counted"
        );
    }

    #[test]
    fn a_lane_that_never_settled_has_no_time() {
        let dealt = Dealt {
            time: None,
            records: BTreeMap::new(),
        };
        assert_eq!(Dealt::read(&dealt.text()), Some(dealt));
        assert_eq!(Dealt::read("soon"), None);
    }
}
