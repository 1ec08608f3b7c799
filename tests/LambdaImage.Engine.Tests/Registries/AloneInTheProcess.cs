namespace LambdaImage.Engine.Tests.Registries;

/// <summary>For tests that measure memory or time, which others running beside them would spoil.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
