"""That nothing is lost: builds that are killed, shared, starved or given the worst of inputs (docs/reliability.md)."""
