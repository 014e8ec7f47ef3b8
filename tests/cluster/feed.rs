//! A steady feed on a thread of its own: the world goes on writing whatever becomes of brokers and workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::support::story::Story;
use crate::support::world::World;

const PAUSE: Duration = Duration::from_millis(20);

/// The feed.
pub(crate) struct Feed {
    ended: Arc<AtomicBool>,
    sent: Arc<AtomicUsize>,
    thread: JoinHandle<()>,
}

impl Feed {
    /// Starts to write a story to the world's feed of X, so many records a second, a tenth of them shares of one post.
    pub(crate) fn start(world: &World, seed: u64, rate: u64) -> Self {
        let (ended, sent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (asked, count) = (Arc::clone(&ended), Arc::clone(&sent));
        let (client, topic) = (world.client.clone(), world.topic("social.raw.x.v1"));
        let thread = std::thread::spawn(move || {
            let (sender, mut story) = (client.sender(), Story::with_outcry(seed));
            let began = Instant::now();
            let mut handed = 0;
            while !asked.load(Ordering::Relaxed) {
                let due = (began.elapsed().as_millis() as u64 * rate / 1000) as usize;
                for record in story.take(due.saturating_sub(handed)) {
                    sender.send(&topic, &record);
                }
                handed = handed.max(due);
                count.store(handed, Ordering::Relaxed);
                std::thread::sleep(PAUSE);
            }
            // It checks that everything arrived.
            sender.finish();
        });
        Self { ended, sent, thread }
    }

    /// How many records it has handed over so far.
    pub(crate) fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    /// Ends it when everything has arrived, and tells how many records it was.
    pub(crate) fn end(self) -> usize {
        self.ended.store(true, Ordering::Relaxed);
        self.thread.join().expect("every record of the feed arrives");
        self.sent.load(Ordering::Relaxed)
    }
}
