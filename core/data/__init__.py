"""From files on disk to tensors: index, split, reader, augmentation, loader, cache."""
