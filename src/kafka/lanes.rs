//! Where every lane stands, for the `lanes` command.
