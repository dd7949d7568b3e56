namespace LabelHook.Images.Stores;

/// <summary>An image of a store, and the name under which it was found.</summary>
internal readonly record struct FoundImage(StoreRecord Record, string Name);
