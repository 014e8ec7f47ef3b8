//! The topics of a deployment: wanted shape, comparison with the broker, creation.
