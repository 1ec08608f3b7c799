namespace LambdaImage.Engine.Tests.Faults;

/// <summary>One after the other: each of them keeps the lab's registry busy.</summary>
[CollectionDefinition(nameof(BusyRegistry))]
public sealed class BusyRegistry;
