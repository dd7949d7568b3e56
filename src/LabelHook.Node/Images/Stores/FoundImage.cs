namespace LabelHook.Images.Stores;

// An image in a store, and the name under which it was found.
internal readonly record struct FoundImage(StoreRecord Record, string Name);
