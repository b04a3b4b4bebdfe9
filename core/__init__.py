"""The engine of Thawline: everything that trains, measures and saves; it never imports Qt.

Reading order: `recipe` (all that a user can choose), `choice` (how a record names a function),
`events` and `problems` (all that the engine says), `run` (one job on one thread), then
`data.index`, `network`, `train`, `evaluate`, `jobs`, `cli`.
"""
