"""The window of Thawline: pages over a session; no tensors anywhere."""
