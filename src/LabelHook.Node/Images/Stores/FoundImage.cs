namespace LabelHook.Images.Stores;

// An image of a store, and the name under which it was found.
internal readonly record struct FoundImage(StoreRecord Record, string Name);
