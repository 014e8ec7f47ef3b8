//! The rows of what is blocked as chunks of the changelog.

use super::chunk::packed_row;
use crate::state::blocked::BlockedRow;

packed_row!(BlockedRow, "blocked");
